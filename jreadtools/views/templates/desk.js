// The page of `serve`: asks about what is typed and shows the answer beside it. The text itself is left alone while it is
// written, and nothing is asked while an input method composes.
{
  const at = id => document.getElementById(id);
  const [desk, text, result, said, news, markup, among, many, entries, file, rewrite, here, back] =
    'desk text result said news markup among many entries file rewrite here back'.split(' ').map(at);
  const words = at('words').dataset, most = Number(words.limit);
  let name = '', opened = null, articles = [], before = null, kept = '';
  let composing = false, asking = false, shown = '', took = 0, timer = 0, places = new Map();

  const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, key) => values[key]);
  const tell = (sentence, wrong = false) => { news.textContent = sentence; news.classList.toggle('wrong', wrong); };

  // What the server refuses is said; a server that is not there is, too.
  async function post(where, body, type = 'application/octet-stream') {
    if (new Blob([body]).size > most) throw fill(words.too_large, { limit: Math.floor(most / 1e6) });
    let response;
    try {
      response = await fetch(where, { method: 'POST', headers: { 'Content-Type': type }, body });
    } catch { throw words.gone; }
    if (!response.ok) throw (await response.json().catch(() => ({}))).error ?? words.gone;
    return response;
  }

  // Asking: one question at a time, the next about what stands there by then.
  const question = () => JSON.stringify({ text: text.value, name, markup: markup.value, among: among.value, before });
  const later = () => { clearTimeout(timer); timer = setTimeout(ask, took > 200 ? Math.min(500, took / 2) : 0); };
  async function ask() {
    if (asking || composing) return;
    const body = question(), begin = performance.now();
    if (body == shown) return;
    asking = true;
    result.ariaBusy = 'true';
    try {
      const answer = await (await post('view', body, 'application/json')).json();
      if (!composing) { show(answer); shown = body; }
      if (news.classList.contains('wrong')) tell('');
    } catch (error) {
      tell(String(error), true);
      shown = body;  // asked again when something changes
    }
    asking = false;
    result.ariaBusy = 'false';
    took = performance.now() - begin;
    if (shown != question()) later();
  }

  function show(answer) {
    if (said.value != answer.said) said.value = answer.said;
    places = new Map();
    for (let i = 0; i < answer.places.length; i += 3) places.set(answer.places[i], answer.places.slice(i + 1, i + 3));
    const fresh = document.createElement('template');
    if (answer.html) fresh.innerHTML = answer.html;
    morph(result, answer.html ? fresh.content : at('intro').content.cloneNode(true));
    look();
  }

  // What is to be said of the sentence in which the caret stands.
  function look() {
    const caret = text.selectionEnd;
    // Behind the last character one is still in the sentence that was just written.
    const holds = ([, [start, end]]) => start < caret && caret <= end;
    const [number] = [...places].find(holds) ?? [...places].find(([, [start]]) => start == caret) ?? [-1];
    const note = at(`a1n${number}`), sentence = note ? [...note.childNodes].map(part => part.textContent.trim()).filter(Boolean).join('　') : '';
    if (here.textContent != sentence) here.textContent = sentence;
    here.className = note?.className.replace('note', '') ?? '';
  }
  document.addEventListener('selectionchange', () => { if (document.activeElement == text && !composing) look(); });
  text.addEventListener('selectionchange', () => { if (!composing) look(); });

  // What is the same stays where it is: the place that is read, what is unfolded, what has the focus.
  function morph(old, fresh) {
    const had = [...old.childNodes], has = [...fresh.childNodes], least = Math.min(had.length, has.length);
    let head = 0, tail = 0;
    while (head < least && had[head].isEqualNode(has[head])) head++;
    while (tail < least - head && had.at(-1 - tail).isEqualNode(has.at(-1 - tail))) tail++;
    const olds = had.slice(head, had.length - tail), news = has.slice(head, has.length - tail);
    olds.forEach((node, i) => {
      const next = news[i];
      if (!next) node.remove();
      else if (node.nodeType == 3 && next.nodeType == 3) node.data = next.data;
      else if (node.nodeType != 1 || node.nodeName != next.nodeName || (node.localName == 'details' && node.className != next.className))
        node.replaceWith(next);
      else {
        for (const { name } of [...node.attributes]) if (name != 'open' && !next.hasAttribute(name)) node.removeAttribute(name);
        for (const { name, value } of next.attributes) if (name != 'open' && node.getAttribute(name) != value) node.setAttribute(name, value);
        morph(node, next);
      }
    });
    const behind = had[had.length - tail] ?? null;
    for (const node of news.slice(olds.length)) old.insertBefore(node, behind);
  }

  text.addEventListener('compositionstart', () => { composing = true; });
  text.addEventListener('compositionend', () => { composing = false; later(); });
  text.addEventListener('input', e => {
    if (!text.value) name = '';
    if (!e.isComposing) later();
  });
  markup.onchange = among.onchange = ask;

  // From a sentence of the answer to its place in the text.
  const numbered = (sign, found) => found?.startsWith(sign) ? Number(found.slice(sign.length)) : NaN;
  function go(number) {
    const place = places.get(number);
    if (!place) return false;
    text.setSelectionRange(place[0], place[0]);
    text.blur();
    text.focus();  // browsers scroll to the caret of what gets the focus
    text.setSelectionRange(...place);
    return true;
  }
  result.addEventListener('click', e => {
    if (go(numbered('#a1s', e.target.closest('a')?.getAttribute('href')))) e.preventDefault();
  });
  result.addEventListener('dblclick', e => go(numbered('a1s', e.target.closest('mark')?.id)));
  result.addEventListener('keydown', e => { if (e.key == 'Enter' && go(numbered('a1s', e.target.id))) e.preventDefault(); });
  addEventListener('hashchange', () => {
    if (go(numbered('#a1s', location.hash))) history.replaceState(null, '', location.pathname);
  });

  // Files.
  let replaced = null;  // what stood there before, and can be had back
  function write(next) {
    if (text.value.trim() && text.value != next.text) replaced = { text: text.value, name, markup: markup.value };
    back.hidden = !replaced;
    [text.value, name, markup.value] = [next.text, next.name, next.markup];
    if (before !== null) compare(false);
    text.setSelectionRange(0, 0);
    text.scrollTop = 0;
    kept = text.value;
    ask();
  }
  back.onclick = () => { write(replaced); text.focus(); };
  async function open(found, others = false) {
    if (!found) return;
    tell(words.waiting);
    try {
      const data = await found.arrayBuffer().catch(() => { throw fill(words.unreadable, { name: found.name }); });
      const answer = await (await post(`open?name=${encodeURIComponent(found.name)}`, data)).json();
      const failed = answer.failures.length;
      if (!answer.articles.length) throw `${found.name}: ${answer.failures[0] ?? ''}`;
      [opened, articles] = [found, answer.articles];
      many.hidden = answer.number < 2;
      entries.replaceChildren(...articles.map((one, i) => new Option(`${i + 1}. ${one.title}`)));
      at('all').firstElementChild.textContent = fill(words.keep_all, { number: answer.number });
      const of = { name: found.name, number: answer.number, shown: articles.length };
      write(articles[0]);
      tell([
        fill(others ? words.opened_first : many.hidden ? words[articles[0].words ? 'opened_words' : 'opened'] : words.opened_many, of),
        articles.length < answer.number ? fill(words.opened_more, of) : '',
        failed ? fill(words.opened_failed, { number: failed, reason: answer.failures[0] }) : '',
        ...articles[0].warnings,
      ].filter(Boolean).join(' '));
    } catch (error) { tell(String(error), true); }
  }
  file.onchange = () => { open(file.files[0]); file.value = ''; };
  entries.onchange = () => {
    const one = articles[entries.selectedIndex];
    tell(one.warnings.join(' '));
    write(one);
  };
  const carries = e => e.dataTransfer?.types.includes('Files');
  addEventListener('dragover', e => { if (carries(e)) { e.preventDefault(); desk.classList.add('dropping'); } });
  addEventListener('dragleave', e => { if (!e.relatedTarget) desk.classList.remove('dropping'); });
  addEventListener('drop', e => {
    desk.classList.remove('dropping');
    if (carries(e)) { e.preventDefault(); open(e.dataTransfer.files[0], e.dataTransfer.files.length > 1); }
  });

  // Before and after.
  const start = rewrite.textContent;
  function compare(on) {
    before = on ? text.value : null;
    rewrite.ariaPressed = String(on);
    rewrite.textContent = on ? rewrite.dataset.on : start;
  }
  rewrite.onclick = () => {
    if (before === null && !text.value.trim()) return tell(words.nothing, true);
    compare(before === null);
    ask();
    text.focus();
  };

  // What is kept.
  async function keep(form, whole) {
    if (!whole && !text.value.trim()) return tell(words.nothing, true);
    const data = whole ? opened : new Blob([text.value]), from = whole ? opened.name : name;
    const marked = markup.value == 'markdown' || /\.(md|markdown)$/i.test(name);
    const ending = form != 'txt' ? form : /\.\w+$/.exec(name)?.[0].slice(1) ?? (marked ? 'md' : 'txt');
    const file = `${from.replace(/\.[^.]*$/, '') || 'jreadtools'}.${ending}`;
    try {
      let blob = data;
      if (form != 'txt') {
        const asked = new URLSearchParams({ as: form, name: from, markup: whole ? '' : markup.value });
        blob = await (await post(`keep?${asked}`, data)).blob();
      } else kept = text.value;
      const link = document.createElement('a');
      link.href = URL.createObjectURL(blob);
      link.download = file;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
      tell(fill(words.saved, { name: file }));
    } catch (error) { tell(String(error), true); }
  }
  for (const button of document.querySelectorAll('[data-keep]'))
    button.onclick = () => keep(button.dataset.keep, many.contains(button));
  addEventListener('beforeunload', e => { if (text.value.trim() && text.value != kept) e.preventDefault(); });

  ask();  // a browser may bring back what was written before the page was loaded again
}

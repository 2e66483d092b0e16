// The list: sorting by a column, searching, filters. Everything else works without this.
{
  const [table, search] = ['articles', 'search'].map(id => document.getElementById(id));
  const body = table.tBodies[0], rows = [...body.rows], order = new Intl.Collator('ja', { numeric: true });
  table.dataset.sorts = '';
  [...table.tHead.rows[0].cells].forEach((head, i, heads) => {
    const button = document.createElement('button'), number = 'number' in head.dataset;
    button.append(...head.childNodes);
    head.append(button);
    button.onclick = () => {
      const old = head.getAttribute('aria-sort'), sign = (old ? old == 'ascending' : number) ? -1 : 1;
      heads.forEach(other => other.removeAttribute('aria-sort'));
      head.setAttribute('aria-sort', sign < 0 ? 'descending' : 'ascending');
      const keyed = rows.map(row => [row.cells[i].dataset.v, row]);
      // What is undefined stays last, whichever way.
      keyed.sort(([a], [b]) => a && b ? sign * (number ? a - b : order.compare(a, b)) : !a - !b);
      body.append(...keyed.map(pair => pair[1]));
    };
  });
  const plain = text => text.normalize('NFKC').toLowerCase(), texts = rows.map(row => plain(row.cells[0].textContent));
  const [field, ...fields] = search.querySelectorAll('input, select'), clear = search.querySelector('button');
  const said = search.querySelector('output'), choices = fields.filter(one => one.matches('select'));
  const [from, to] = fields.filter(one => one.type == 'date');
  const stays = (row, text, words) => {
    const answers = (row.dataset.f || '').split(' '), day = row.dataset.d || '';
    return words.every(word => text.includes(word)) && choices.every(one => !one.value || answers.includes(one.value))
      && (!from?.value || day >= from.value) && (!to?.value || day && day <= to.value);
  };
  const narrow = () => {
    const words = plain(field.value).split(/\s+/), all = rows.length;
    const asked = [field, ...fields].some(one => one.value.trim() != '');
    table.toggleAttribute('data-searched', asked);
    rows.forEach((row, i) => { row.hidden = !stays(row, texts[i], words); });
    const some = rows.filter(row => !row.hidden).length;
    said.value = said.dataset[some < all ? 'of' : 'one'].replace('{some}', some).replace('{all}', all);
    clear.hidden = !asked;
  };
  [field, ...fields].forEach(one => { one.oninput = narrow; });
  clear.onclick = () => {
    [field, ...fields].forEach(one => { one.value = ''; });
    narrow();
    field.focus();
  };
  narrow();
  search.hidden = false;
}

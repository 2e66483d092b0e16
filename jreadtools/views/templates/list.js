// The list: sorting by a column, searching. Everything else works without this.
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
  const [field, said] = search.querySelectorAll('input, output');
  (field.oninput = () => {
    const words = plain(field.value).split(/\s+/);
    table.toggleAttribute('data-searched', field.value.trim() != '');
    rows.forEach((row, i) => { row.hidden = !words.every(word => texts[i].includes(word)); });
    const all = rows.length, some = rows.filter(row => !row.hidden).length;
    said.value = said.dataset[some < all ? 'of' : 'one'].replace('{some}', some).replace('{all}', all);
  })();
  search.hidden = false;
}

// Comfort only: without it every sentence and every reason is still reached.
{
  let before;
  addEventListener('pointerdown', () => { before = document.activeElement; });
  addEventListener('click', e => {
    // What opened the reasons closes them.
    if (before?.matches('mark') && before.contains(e.target)) before.blur();
    const svg = e.target.closest('.rhythm svg');
    if (!svg || e.target.closest('a')) return;
    // A finger is wider than a bar: the nearest one is meant.
    const far = a => { const box = a.getBoundingClientRect(); return Math.abs(e.clientX - (box.left + box.right) / 2); };
    const [best] = [...svg.querySelectorAll('a')].sort((a, b) => far(a) - far(b));
    if (best && far(best) < 24) location.hash = best.getAttribute('href');
  });
  addEventListener('keydown', e => { if (e.key == 'Escape') document.querySelector('mark:focus')?.blur(); });
}

"""One article measured: settings, counts, findings, and the estimate that needs no MeCab."""

"""One row of additive integers a sentence, and the one place that sums them."""

"""The collector of cycles is paused, and left as it was found."""

import gc

import pytest

import jreadtools as jr
from jreadtools.collector import without_collector


@pytest.mark.parametrize("running", [True, False])
def test_the_collector_is_left_as_it_was(running: bool) -> None:
    """Behind the pause, behind an error in it, and behind what the library is asked to do."""
    before = gc.isenabled()
    try:
        (gc.enable if running else gc.disable)()
        with without_collector():
            assert not gc.isenabled()
        assert gc.isenabled() is running
        with pytest.raises(ValueError), without_collector():  # noqa: PT011
            raise ValueError
        assert gc.isenabled() is running
        assert jr.analyze("晴れです。")["sentences"] == 1
        assert gc.isenabled() is running
    finally:
        (gc.enable if before else gc.disable)()

"""The colours of the life themes: neighbours on the wheel look different to everybody."""

from __future__ import annotations

from itertools import combinations

import pytest
from color_vision import SIGHTS, apart, ciede2000

from mlmp_print.look import assets, look
from mlmp_print.look.colors import COLORS, contrast, rgb
from mlmp_print.prepared.folders import data_folder

LEAST = 8.0  # CIEDE2000 between neighbours on the wheel
SETS = {name: assets.themes(name) for name in assets.theme_sets()}
SETS |= {
    path.parent.name: look.load("da", file=path).themes
    for path in (data_folder("assets") / "looks").glob("*/look.toml")
}


# Pairs of the supplementary test data of Sharma, Wu and Dalal (2005): hues on both sides of 0 and
# 180 degrees, greys, dark and light colours.
@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, -1, 2), (50, 0, 0), 2.3669),
        ((50, 2.49, -0.001), (50, -2.49, 0.0009), 7.1792),
        ((50, 2.5, 0), (50, 0, -2.5), 4.3065),
        ((50, 2.5, 0), (58, 24, 15), 19.4535),
        ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
        ((90.8027, -2.0831, 1.4410), (91.1528, -1.6435, 0.0447), 1.4441),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_the_difference_is_that_of_the_standard(one, other, expected):
    assert ciede2000(one, other) == pytest.approx(expected, abs=0.0001)
    assert ciede2000(other, one) == pytest.approx(expected, abs=0.0001)


def test_colour_blindness_takes_red_and_green_together_and_leaves_blue_and_yellow():
    for sight in ("protanopia", "deuteranopia"):
        assert apart("#C06060", "#608040", sight) < 0.5 * apart("#C06060", "#608040")
        assert apart("#3050C0", "#E0D040", sight) > 0.8 * apart("#3050C0", "#E0D040")
    assert apart("#808080", "#808080", "protanopia") == 0


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("name", SETS)
def test_neighbours_on_the_wheel_look_different(name, sight):
    fills = {theme.key: theme.fill for theme in SETS[name]}
    keys = list(fills)
    for one, other in zip(keys, [*keys[1:], keys[0]], strict=True):
        assert apart(fills[one], fills[other], sight) >= LEAST, (one, other)


@pytest.mark.parametrize("name", SETS)
def test_no_two_themes_of_a_set_look_alike(name):
    """Nobody knows the original order, so any two themes may be neighbours some day."""
    for one, other in combinations(SETS[name], 2):
        differences = {sight: apart(one.fill, other.fill, sight) for sight in SIGHTS}
        assert differences["normal"] >= LEAST, (one.key, other.key)
        assert min(differences.values()) >= 5, (one.key, other.key, differences)


@pytest.mark.parametrize("name", SETS)
def test_names_stand_out_from_the_colours_of_their_themes(name):
    for theme in SETS[name]:
        assert contrast(rgb(COLORS["ink"]), rgb(theme.fill)) >= 4.5
        assert contrast(rgb(COLORS["ink"]), (theme.gray,)) >= 4.5

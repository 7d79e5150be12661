"""The thresholds by which marks are told apart, what each means, and how it was found.

All were found on simulated pages of six sheets (pens, pencils, felt; crosses, ticks, fillings,
circles, dots; corrections, rubbed-out marks, stray lines, writing that runs over) and checked on
others. They are round numbers in the middle of a gap, or on the safe side of an overlap: where a
mark could be taken for none, or none for a mark, the row is a doubt. None knows a form.
"""

# Longer than 300 lines: each limit, what it means and how it was found stand in one place.

from __future__ import annotations

from dataclasses import dataclass
from math import inf


@dataclass(frozen=True)
class Limits:
    """Thresholds; shares, darknesses and radii as in `CellFeatures`.

    Attributes:
        empty: A spot with less ink is empty. Specks and play of the print reach 0.03.
        small: So much ink says something if it is as dark as `small_dark`: a dot of a pen.
        mark: So much ink is a mark; between this and `empty` a spot was touched. The thinnest
            crosses of a ball pen have 0.10, in faces of 8 mm.
        small_dark: Rubbed-out marks, shadows and faint pencil are paler; a pen is darker.
        speck: So little ink may be a dot that print hides, if it is `aimed`.
        aimed: A stroke is aimed at a spot if so much of it lies there, and no other there, …
        aimed_off: … and its middle is no farther off.
        dot: A dot with so much ink, …
        dot_off: … whose middle is no farther off, …
        dot_far: … that goes no farther out, …
        dot_slim: … is so wide …
        dot_dark: … and is so dark was put there, though it is smaller than a mark: crumbs of this
            size seldom fall just there. Of 66,000 spots with some ink 50 had such a dot; one
            was none.
        dot_edge: Beside an answer so much ink may be what print lets see of a dot …
        softest_dot: … if it is darker than this share of the pen, and as near as `dot_off`.
        crumb: What is smaller, short, and farther off than `aimed_off` may be where a pen rested; …
        crumb_bend: … in a box, what ends before its middle and bends less is short.
        beside: In a box to tick, ink is part of a word if so much of its line has ink, …
        beside_least: … or so much, if its middle …
        beside_off: … is farther off, …
        beside_most: … and not all of it: a printed answer gives the line another ground, 0.42 and
            more. Words have from 0.047, other lines up to 0.015.
        boxed_middle: … and unless the middle of its mark is so near that of the box, …
        boxed_far: … no end farther out, and it does not turn as a tick does; …
        boxed_met: … nor does a line meet so many of its strokes as of letters.
        pale: A mark of less than this share of the pen's darkness is pale …
        pale_most: … if it is paler than this, too. Rubbed-out marks reach 0.13, pencil has 0.19.
        pale_clear: The same of a mark that was not rubbed out: it is darker than …
        clear_dark: … this, rubbed-out marks reach 0.13; …
        clear_steep: … has steeper edges …
        smudge: … and no trace of so much more than its ink: rubbing smears pencil over the spot.
        softer: Between `pale` and this share a mark is pale if it goes beyond the outline as a
            crossing-out does …
        softer_most: … and is paler than this …
        softer_outside: … with so much ink outside, …
        softer_smudge: … or on a page of a pale pen so much more of a trace than ink, …
        stain_steep: … or with edges as soft as those of a stain, which reach 0.41.
        rim_core: A mark with less ink in the middle, …
        rim_ring: … that does not go round so far, …
        rim_off: … and whose middle is so far off may be aimed at what is beside the spot …
        rim_middle: … unless the middle of all its strokes is nearer, and some lie within.
        ghost: What is paler than this share of a pen, …
        ghost_most: … paler than this, …
        ghost_steep: … and this soft is a shadow or was rubbed out: nothing. Pencil on paper is
            grainy and has steeper edges, from 0.38; rubbed-out marks are below 0.35.
        hair: A single line as narrow as a streak of dust on a scanner's glass …
        hair_tilt: … that runs along an edge of the sheet, as such a streak does, …
        hair_dark: … and as pale.
        circle: A circle goes so far round; the gap of a hasty one is a third …
        circle_outside: … and lies outside of the outline so far …
        circle_size: … and a piece of it is so large, or it is no circle: a mark beside the spot, …
        circle_most: … unless it goes so far round.
        round_circle: A circle on the outline itself is hidden by it in part; it goes farther …
        round_outside: … and shows so little outside.
        wide_around: A circle that is wide, or of which print hides a part, is seen so far round, …
        wide_middle: … about the middle, …
        wide_hook: … bends no farther to one side than to the other but by this, as marks between
            two spots do, …
        wide_far: … and goes no farther out; a word lies on one side of the spot.
        rim_around: A circle on the outline is seen so far round …
        rim_bend: … and bends so far; its middle is that of the spot.
        circles_around: On a page with circles, one is seen less far round …
        circles_middle: … with its middle farther off, …
        circles_hook: … and bends more to one side. Marks between two spots bend by 1.75.
        box_outside: Round a box to tick, a circle shows so much outside of it …
        box_aside: … and is so large across or down.
        cut_ring: A circle of which the box hides most is seen so far round …
        cut_ink: … with so much ink on one side of the outline; its pieces …
        cut_bend: … lie so far apart across and down …
        cut_middle: … about the middle …
        cut_far: … and no farther out. Words have their middle at 0.66 or more, and go 1.9 far.
        part_own: Beside an answer, strokes that are its own, …
        part_middle: … have their middle so near, …
        part_around: … are seen so far round …
        part_bend: … and bend so far may be a second circle.
        circle_dark: A circle paler than this share of the pen is pale.
        arms: Strokes of a cross leave its spot four times at most; lines that cross it out do so
            more often …
        dense_arms: … and those of a filling that is not neat once more.
        dense: A spot with so much ink, …
        dense_tick: … or so much in a box to tick, of which ink at the outline is not seen, …
        open: … and less room between its strokes, is inked all over: it was filled, or crossed
            out. 99 of 100 crosses leave 0.16; crossed-out ones up to 0.13.
        heavy_outside: In a row, it is crossed out, or filled wildly, with so much ink around.
        crossed_through: … or with arms so far out on both sides: a filling was crossed out. Those
            that were not reach 1.15 on the shorter side, large crosses of a felt pen 1.7.
        full: A filling has so much ink; a light crossing-out has less.
        alone_outside: In a row without another mark, and on a page whose answers are not filled, a
            spot that is inked all over is doubted with so much outside, unless it is compact. Of
            447 crossed-out ones of a pen or pencil all have more.
        compact: What is inked all over and so compact is a filling, though it lies beside the
            middle and goes beyond the outline. 447 crossed-out marks of a pen or pencil had up to
            0.67, and one of 4,200 that were drawn without a sheet 0.71; four of five fillings that
            go beyond have more, …
        pale_compact: … and on a pale copy, which loses parts of strokes, one that has so much.
        leaning: Less compact, it is one that leans to a side, …
        leaning_through: … if it ends within the outline on the other: what crosses a mark out goes
            beyond it on both. 770 crossed-out ones go out to 1.07 and more.
        struck_compact: Still less compact, with a stroke that goes …
        struck_through: … so far out on both sides, a filling was crossed out, whatever else the
            page has. Of 10,600 marks two are like that, and 490 of 1,700 crossed-out ones.
        met: In a spot that is not inked all over, a line that meets so many strokes …
        face_met: … or in a face so many, …
        scribble_met: … or fewer, …
        scribble_core: … but so much ink in the middle, …
        gaps_met: … or still fewer, …
        gaps_inked: … with so much ink …
        gaps_outside: … and so much outside, and not as compact as a filling that leans, …
        met_outside: … which go beyond the outline: its mark was crossed out. Crossed-out ones in
            large faces have 4.4 and more; crosses up to 4.7, and less in the middle.
        hatched_outside: A face with so much ink outside …
        hatched_met: … that is less compact than a filling, and of which a line meets so many
            strokes, is crossed out, too, though it is inked all over.
        arms_apart: In a box to tick, ink that leaves less room between its arms …
        arms_out: … and goes beyond the box: its mark was crossed out. Crosses have 0.46 and more …
        felt_met: … but those of a felt pen, of which a line meets fewer strokes than this.
        box_most: A box to tick has no more ink by one mark of another pen than a felt pen. Of 516
            ticks and crosses the most had 0.52.
        box_met: A line meets no more strokes of a mark in a box. Of 5,000 ticks and crosses one
            had more, and of marks that a pale pen crossed out within the box seven.
        broad_cross: Two strokes of a felt pen may fill more of a box, but not so much, …
        broad_compact: … if they are no more compact …
        broad_met: … and a line meets no more of them. Of 14 crosses the most had 0.77, 0.65 and
            1.44; a mark that a ball pen crossed out within the box is more compact, from 0.70.
        cross_bend: A cross of a felt pen that goes beyond its spot goes so far aside, …
        large_far: … no farther out …
        large_through: … and no farther on the shorter side. Of 125 such marks all were crosses.
        blot: What fills more of a box, …
        blot_between: … is more compact than these and leaves less between its arms is none.
        across: … nor does one of a felt pen, if it goes so far out on both sides …
        across_arms: … in fewer arms, as crosses that do so have three or four, and others go 1.45
            far; …
        across_slim: … or with all of it so near to a line. Of such crosses the slimmest had 0.58.
        dim: A mark with so much of its ink in a narrow shadow may be none …
        shadow_steep: … if its edges are no steeper, a filling up to its outline has 0.38; …
        shadow_dark: … and if it is no darker: some light of the room falls into every shadow.
        wild: Where most answers are filled, a filling with more outside is a crossing-out, …
        wild_compact: … unless it is so compact. Of 86 crossed-out fillings the most had 0.59.
        scribble: A light crossing-out: so much ink in the core, …
        scribble_ring: … all round, …
        scribble_outside: … and outside.
        open_felt: What leaves more and is of a felt pen is a cross or a tick …
        felt_dark: … a felt pen is so dark …
        felt_steep: … and so broad that its edges count less.
        felt_least: It may be as pale as this on a scan of few pixels …
        between: … if its arms leave so much room between them. Crosses of a felt pen have 0.42 and
            more, crossed-out marks up to 0.4, and those of a dark, broad pen up to 0.33.
        felt_most: A line that meets so many strokes meets none of a felt pen, but a scribble of a
            dark ball pen.
        near: So far round there is ink about the outline of an empty spot that it may be meant, …
        near_outside: … with so much ink outside.
        near_own: … and so much of it is of no other spot's mark.
        bow: On a page without a large mark, a stroke along so much of the outline …
        bow_bend: … that bends so far is near, too.
        aside: A stroke so large that lies about the outline of an empty spot, and nowhere else, may
            be meant. Marks between two spots have from 0.79, crumbs up to 0.3.
        specks_middle: In faint pencil, specks with their middle so near, …
        specks_trace: … and with such a trace …
        specks_steep: … and such steep edges may be a mark; an eraser leaves edges up to 0.35.
        ends_middle: Of a cross print may hide all but its ends; their middle is so near, …
        ends_bend: … and they go so far to both sides. Of 66,000 spots four were like that, three
            of them marks.
        hidden: A stroke so large may be a mark, however little of it print lets see. 0.47 and more
            of marks were seen, and of crumbs up to 0.3.
        ringed: A stroke of another spot that goes so far round is a circle that joins its own.
        near_rings: The same on a page with circles, …
        near_rings_outside: … where less is enough.
        stray: A stroke whose middle is so far off is not aimed at this spot …
        stray_tick: … nor at a tick's box, where nothing competes with it, …
        stray_held: … unless nearly all of it lies here.
        bent: Strokes turn in a spot if they go so far to one side of the line between their ends,
            more than to the other, …
        bent_middle: … with their middle so near, …
        bent_off: … and that of the main one, …
        bent_far: … and no farther out. Long arms of ticks in boxes reach 3.1.
        off_tick: All strokes of a tick lie so near its two arms.
        long_bend: A thin line that goes no farther aside, …
        long_through: … and so far out on the shorter side, is no tick.
        sharp: Strokes that turn so sharply are a tick …
        sharp_off: … though the middle of its long arm is so far off, …
        sharp_arms: … if they leave the spot no more often; others' strokes about a spot do.
        box_core: Strokes with so much ink in a box to tick …
        box_bend: … that go so far aside from the line between their ends are a tick in it.
        box_middle: Strokes with their middle so far from that of a box to tick, …
        box_straight: … which go no farther aside, only run through it.
        short_middle: Strokes with their middle so near, …
        short_far: … that go no farther out, are no larger than a mark …
        cross_middle: … and with their middle still nearer, as arms of a cross have it, …
        cross_far: … they may go farther.
        whole_core: Of a mark print may hide nearly all: strokes of this size are one if so much of
            the spot's middle has ink. Of marks between two spots it was up to 0.011, …
        whole_far: … if they go so far at least, …
        whole_size: … and so far from their own middle; crumbs do not, wherever they lie, …
        whole_outside: … and no word runs into the spot: then more ink lies around it.
        arms_middle: Strokes with their middle so near, …
        arms_bend: … that go so far aside from the line between their ends …
        arms_other: … and nearly as far to the other side, as a stroke that turns does not, …
        arms_far: … and no farther out are a cross. Of 22 that were doubted all were marks; what is
            aimed between two spots has its middle at 0.5 or more.
        stray_slim: A stray stroke that is wider may hide a mark under it.
        by: So little ink is of a stroke that comes by, …
        by_middle: … if the middle of all its strokes is so far off …
        by_far: … and they go so far out. Of 13,800 marks two are like that.
        word_middle: Strokes with their middle so far from that of a theme, …
        word_off: … of which the largest lies so far off are a word that runs into it.
        slim: A single straight line is so narrow, …
        reach: … and is a stray one if it goes so far to one side …
        through: … and so far to the other. Crosses end at 2 radii, ticks at 1.5 on one side.
        passing: A stroke no wider than `stray_slim` passes if it goes so far out on both sides, …
        passing_bend: … and nothing goes farther aside, as the other stroke of a cross does.
        face: In a face with a larger radius, mm, …
        line_slim: … all ink so near to a line …
        line_bend: … with no end farther aside …
        line_middle: … and its middle so far from that of the face is of a pen that slipped.
        rim_piece: Beside a circle, a piece of a stroke that goes no farther on its spot, …
        rim_piece_off: … whose middle is so far off is what an outline cuts off that circle.
        touch: Another spot's small or pale mark counts if it has more ink than this; a crumb has
            0.03, a streak of the scanner's glass 0.05.
        joined: A stray stroke with so much ink may be a mark that other strokes touch, …
        joined_slim: … and is one if it is so wide …
        joined_arms: … and leaves the spot so often. Of 40 such strokes all were marks.
        own: With less of its ink from strokes of its own, a spot has a neighbour's ink.
        tail: The end of a neighbour's stroke has less than this share of its ink, …
        tail_most: … and less than this.
        corrected: A crossing-out has so much more ink than the answer beside it, …
        corrected_most: … which has less than this, and …
        corrected_middle: … has its middle so near: else it may be a word that runs into the spot.
        printed_compact: Strokes leave a printed disc that is less compact, …
        copied_print: … on a copy of a pale pen.
        beside_trace: Where no pen or a faint one is seen, so much of a trace on a theme beside a
            printed one may be another answer, …
        beside_ringed: … if no printed ring goes so far round.
        between_middle: A cross whose middle lies so far off, …
        between_hook: … which bends so far to one side, …
        between_far: … and goes no farther out, …
        between_ringed: … but so far round another spot of its row, is of neither.
        seen: A spot of which less is light enough to see ink on it may hold a mark that is not
            seen. Dark tints of printers with much toner leave 0.36; a filling that was taken for
            the tint of a theme leaves nothing.
        print: So much of a spot's own print must be seen …
        print_inked: … if it has less ink than this; ink may hide it.
        print_gone: With less of it seen, the ink may be the print itself, of paper that lies askew.
        pale_ghost_most: On a page of a pale pen, what is soft may be rubbed out if it is darker
            than `ghost_most`, up to this.
        faint_pen: A page whose pen is paler may have lost marks. Pencil has 0.27, a faint one 0.15.
        copied_pen: The same where pale tones came out white: copies of pencil are below.
        shown: So many large marks show how dark a pen is; without them, some may be lost …
        shown_pen: … and a page with them is faint only if its pen is paler than this. With so many,
            faint pencil reaches 0.16 and pencil is from 0.18 …
        shown_copied: … and the same where pale tones came out white.
        shown_filled: Of such a page, rows with a mark are sure from here. Of faint pencil, whose
            crossings out are lost, with so many marks the darkest had 0.176.
        shown_gone: … and where pale print is gone altogether: of faint pencil three large marks had
            up to 0.141, of pencil from 0.168.
        few_gone: The same of one mark less.
        written: Texts that are darker are of no faint pencil: it writes up to 0.16, pencil from
            0.19; …
        written_copied: … and the same where pale tones came out white: up to 0.11, and from 0.15.
        written_faint: Texts that are paler are of faint pencil, and so are marks on a scan …
        faint_writer: … unless they are darker than this. Of 38 such pages one was of another
            pen.
        as_written: Marks that are as dark as this share of such texts are of the same pen. Faint
            pencil has up to 0.72 of an ordinary one's darkness, and nine of ten pages more than
            0.83 if one pencil made both.
        bilevel_pen: In black and white a pencil leaves grains, and its strokes are paler than this
            when smoothed; a pen's are not.
        bilevel_few: The same where fewer than `shown` large marks tell of the pen.
        bilevel_far: A cross in black and white that goes so far out …
        bilevel_bend: … and so far aside may cross out what is lost.
        faint_empty: On a faint page less ink is no longer empty.
        faint_pale: On a faint page paler marks are no longer sure.
        faint_clear: … unless they were not rubbed out; then less is sure, too. Their edges are …
        faint_steep: … so steep: rubbed-out ones that are not smudged reach 0.45.
        faint_ghost_steep: On a faint page what is as pale as `ghost_most` and as soft is not sure.
        faint_scribble: On a faint page less in the core crosses a mark out, of which a pictogram
            hides much …
        faint_scribble_outside: … and less outside, …
        faint_dense: … and still less if the spot is inked all over; on a pale copy, too.
        faint_smudge: On a faint page, a mark whose trace is so much larger than its ink was crossed
            out by what is too pale to be ink. Crossed-out ticks have from 0.3; nine of ten that
            were not, and all other marks, have less.
        faint_between: There, a mark that leaves so little room between its strokes …
        faint_through: … or one that goes so far out on both sides, …
        faint_full: … or with so much ink was crossed out, too. No cross or tick is like that.
        faint_alone: Where one mark at most shows the pen, one that is paler may be what is left of
            a mark that was rubbed out.
        faint_inked: On a faint page a spot with so much ink is inked all over.
        faint_rival: On a faint page a second spot with so much ink is a doubt …
        faint_rival_ring: … or with ink so far round, …
        faint_rival_trace: … or so much of a trace.
        trace: Where faint pencil is kept, a spot with less of a trace is empty. Of 194 faint marks
            one left less than 0.01, beside traces elsewhere in its row.
        copied_trace: On a copy of a pale pen, a spot with so much of a trace is not empty.
        strong: Spots with so much ink tell how dark the pen is.
        weak: If there are none, those with so much do, …
        weak_ring: … or with ink so far round.
        fills_outside: What has more ink outside does not show that answers are filled: it may be
            crossed out.
        thin: A stroke, not a filling, has less ink.
    """

    empty: float = 0.04
    small: float = 0.028
    mark: float = 0.085
    small_dark: float = 0.30
    speck: float = 0.006
    aimed: float = 0.95
    aimed_off: float = 0.3
    dot: float = 0.043
    dot_off: float = 0.15
    dot_far: float = 0.4
    dot_slim: float = 0.08
    dot_dark: float = 0.2
    dot_edge: float = 0.015
    softest_dot: float = 0.33
    crumb: float = 0.12
    crumb_bend: float = 0.5
    beside: float = 0.03
    beside_least: float = 0.005
    beside_off: float = 0.45
    beside_most: float = 0.35
    boxed_middle: float = 0.25
    boxed_far: float = 1.25
    boxed_met: float = 2.1
    pale: float = 0.5
    pale_most: float = 0.21
    pale_clear: float = 0.4
    clear_dark: float = 0.135
    clear_steep: float = 0.6
    smudge: float = 0.165
    softer: float = 0.7
    softer_most: float = 0.225
    softer_outside: float = 0.1
    softer_smudge: float = inf
    stain_steep: float = 0.42
    rim_core: float = 0.05
    rim_ring: float = 0.7
    rim_off: float = 0.5
    rim_middle: float = 0.45
    ghost: float = 0.35
    ghost_most: float = 0.14
    ghost_steep: float = 0.35
    hair: float = 0.07
    hair_tilt: float = 0.15
    hair_dark: float = 0.25
    circle: float = 0.5
    circle_outside: float = 0.13
    circle_size: float = 1.4
    circle_most: float = 0.72
    round_circle: float = 0.86
    round_outside: float = 0.03
    wide_around: float = 0.55
    wide_middle: float = 0.65
    wide_hook: float = 0.8
    wide_far: float = 2.0
    rim_around: float = 0.7
    rim_bend: float = 0.95
    circles_around: float = 0.5
    circles_middle: float = 0.9
    circles_hook: float = 0.9
    box_outside: float = 0.02
    box_aside: float = 1.8
    cut_ring: float = 0.35
    cut_ink: float = 0.08
    cut_bend: float = 1.1
    cut_middle: float = 0.5
    cut_far: float = 1.75
    part_own: float = 0.9
    part_middle: float = 0.95
    part_around: float = 0.35
    part_bend: float = 0.9
    circle_dark: float = 0.35
    arms: int = 4
    dense_arms: int = 5
    dense: float = 0.5
    dense_tick: float = 0.4
    open: float = 0.15
    crossed_through: float = 1.75
    full: float = 0.6
    heavy_outside: float = 0.18
    alone_outside: float = 0.04
    compact: float = 0.71
    leaning: float = 0.5
    leaning_through: float = 1.05
    struck_compact: float = 0.48
    struck_through: float = 1.3
    pale_compact: float = 0.8
    met: float = 5.2
    face_met: float = 3.3
    scribble_met: float = 3.8
    scribble_core: float = 0.45
    gaps_met: float = 2.4
    gaps_inked: float = 0.38
    gaps_outside: float = 0.1
    met_outside: float = 0.035
    hatched_outside: float = 0.06
    hatched_met: float = 3.8
    arms_apart: float = 0.45
    arms_out: float = 0.03
    felt_met: float = 1.9
    box_most: float = 0.57
    box_met: float = 2.6
    broad_cross: float = 0.82
    broad_compact: float = 0.68
    broad_met: float = 1.6
    cross_bend: float = 1.5
    large_far: float = 2.35
    large_through: float = 2.0
    blot: float = 0.5
    blot_between: float = 0.25
    across: float = 1.55
    across_arms: int = 3
    across_slim: float = 0.54
    dim: float = 0.5
    shadow_steep: float = 0.35
    shadow_dark: float = 0.7
    wild: float = 0.25
    wild_compact: float = 0.62
    scribble: float = 0.25
    scribble_ring: float = 0.55
    scribble_outside: float = 0.07
    open_felt: float = 0.055
    felt_dark: float = 0.62
    felt_steep: float = 0.46
    felt_least: float = 0.55
    between: float = 0.4
    felt_most: float = 2.6
    near: float = 0.2
    near_outside: float = 0.08
    near_own: float = 0.5
    bow: float = 0.3
    bow_bend: float = 0.8
    aside: float = 0.7
    specks_middle: float = 0.4
    specks_trace: float = 0.04
    specks_steep: float = 0.5
    ends_middle: float = 0.25
    ends_bend: float = 0.6
    hidden: float = 0.4
    ringed: float = 0.6
    near_rings: float = 0.15
    near_rings_outside: float = 0.045
    stray: float = 0.75
    stray_tick: float = 0.6
    stray_held: float = 0.95
    bent: float = 0.3
    bent_middle: float = 0.8
    bent_off: float = 0.95
    bent_far: float = 3.3
    off_tick: float = 0.65
    long_bend: float = 0.75
    long_through: float = 1.0
    sharp: float = 0.8
    sharp_off: float = 1.3
    sharp_arms: int = 3
    box_core: float = 0.2
    box_bend: float = 0.8
    box_middle: float = 0.85
    box_straight: float = 0.6
    short_middle: float = 0.65
    short_far: float = 2.2
    cross_middle: float = 0.3
    cross_far: float = 2.5
    whole_core: float = 0.02
    whole_far: float = 0.85
    whole_size: float = 0.4
    whole_outside: float = 0.09
    arms_middle: float = 0.35
    arms_bend: float = 1.1
    arms_other: float = 0.6
    arms_far: float = 3.0
    stray_slim: float = 0.2
    by: float = 0.12
    by_middle: float = 0.7
    by_far: float = 2.2
    word_middle: float = 1.5
    word_off: float = 0.4
    slim: float = 0.14
    reach: float = 2.2
    through: float = 1.2
    passing: float = 1.5
    passing_bend: float = 1.0
    face: float = 5.0
    line_slim: float = 0.1
    line_bend: float = 0.3
    line_middle: float = 0.28
    rim_piece: float = 0.5
    rim_piece_off: float = 0.8
    touch: float = 0.055
    joined: float = 0.32
    joined_slim: float = 0.5
    joined_arms: int = 3
    own: float = 0.5
    tail: float = 0.22
    tail_most: float = 0.13
    corrected: float = 0.25
    corrected_most: float = 0.6
    corrected_middle: float = 0.6
    printed_compact: float = 0.0
    copied_print: float = 0.7
    beside_trace: float = 0.03
    beside_ringed: float = 0.1
    between_middle: float = 0.55
    between_hook: float = 1.3
    between_far: float = 2.0
    between_ringed: float = 0.2
    seen: float = 0.25
    print: float = 0.7
    print_inked: float = 0.12
    print_gone: float = 0.4
    pale_ghost_most: float = 0.17
    faint_pen: float = 0.21
    copied_pen: float = 0.28
    shown: int = 3
    shown_pen: float = 0.17
    shown_copied: float = 0.19
    shown_filled: float = 0.18
    shown_gone: float = 0.155
    few_gone: float = 0.22
    written: float = 0.18
    written_copied: float = 0.14
    written_faint: float = 0.165
    faint_writer: float = 0.25
    as_written: float = 0.8
    bilevel_pen: float = 0.68
    bilevel_few: float = 0.75
    bilevel_far: float = 2.3
    bilevel_bend: float = 1.8
    faint_empty: float = 0.025
    faint_pale: float = 0.8
    faint_clear: float = 0.5
    faint_steep: float = 0.5
    faint_ghost_steep: float = 0.45
    faint_scribble: float = 0.1
    faint_scribble_outside: float = 0.02
    faint_dense: float = 0.03
    faint_smudge: float = 0.29
    faint_between: float = 0.2
    faint_through: float = 1.9
    faint_full: float = 0.25
    faint_alone: float = 0.12
    faint_inked: float = 0.38
    faint_rival: float = 0.015
    faint_rival_ring: float = 0.2
    faint_rival_trace: float = 0.15
    trace: float = 0.004
    copied_trace: float = 0.1
    strong: float = 0.12
    weak: float = 0.015
    weak_ring: float = 0.3
    fills_outside: float = 0.12
    thin: float = 0.5


LIMITS = Limits()

"""Graphs of steps as numbers: drawing, reaching, weighing."""

import numpy as np
import pytest

from salerno.routes.graphs import Drawing, Weight, at_least, times, weigh


def test_drawn_graph_knows_its_kids_and_steps():
    drawing = Drawing.blank()
    degree = drawing.add_step((), cost=3, time=2, risk=0.5)
    either = drawing.add_any((degree,))
    licence = drawing.add_step((either, degree))
    graph = drawing.done()

    assert len(graph) == 3
    assert [graph.kids_of(node).tolist() for node in range(3)] == [[], [degree], [either, degree]]
    assert graph.steps.tolist() == [degree, licence]
    assert (graph.cost.tolist(), graph.time.tolist()) == ([3, 0, 0], [2, 0, 0])


def test_blank_drawing_is_a_graph_without_nodes():
    graph = Drawing.blank().done()

    assert (len(graph), times(graph).tolist()) == (0, [])


def test_nodes_without_kids_are_always_or_never_reached():
    drawing = Drawing.blank()
    drawing.add_all()
    drawing.add_any()

    assert times(drawing.done()).tolist() == [0, np.inf]


def test_what_only_supports_itself_is_not_reached():
    drawing = Drawing.blank()
    licence = drawing.add_any()
    abroad = drawing.add_step((licence,), time=1)
    drawing.set_kids(licence, (abroad,))

    assert times(drawing.done()).tolist() == [np.inf, np.inf]


def test_time_is_that_of_the_critical_path():
    drawing = Drawing.blank()
    test = drawing.add_step((), time=3)
    exam = drawing.add_step((), time=5)
    quick = drawing.add_step((test,), time=1)
    slow = drawing.add_step((test, exam), time=1)
    goal = drawing.add_any((quick, slow))
    graph = drawing.done()

    assert times(graph)[goal] == 4
    assert times(graph, steps={test, exam, slow})[goal] == 6


@pytest.mark.parametrize(("count", "at"), [(0, 0), (1, 1), (2, 2), (3, 7), (4, np.inf)])
def test_at_least_is_reached_with_so_many_kids(count, at):
    drawing = Drawing.blank()
    kids = [drawing.add_step((), time=time) for time in (7, 1, 2)]
    goal = at_least(drawing, count, kids)

    assert times(drawing.done())[goal] == at


def test_weight_counts_every_step_once():
    drawing = Drawing.blank()
    shared = drawing.add_step((), cost=10, time=4, risk=0.25)
    one = drawing.add_step((shared,), cost=1, time=1)
    other = drawing.add_step((shared,), cost=2, time=3, risk=0.5)
    goal = drawing.add_all((one, other))
    graph = drawing.done()

    assert weigh(graph, goal, steps=[other, shared, one]) == Weight(13, 7, 0.75)
    assert weigh(graph, goal, steps=[other, shared]) is None
    assert weigh(graph, shared, steps=[shared, one]) == Weight(11, 4, 0.25)

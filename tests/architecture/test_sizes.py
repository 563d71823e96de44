"""Short functions and files: what keeps a reader from getting lost."""

import statistics

import pytest

from tools.sizes import Size, file_sizes, function_sizes, percentile, python_files, table


@pytest.fixture
def library_functions(root):
    return function_sizes(python_files(root / "src/salerno"))


def test_library_functions_are_short_in_the_middle(library_functions):
    middle = statistics.median(size.lines for size in library_functions)

    assert middle <= 10, table(library_functions)


def test_library_functions_are_rarely_long(library_functions):
    assert percentile(library_functions, 0.95) <= 45, table(library_functions)


@pytest.mark.parametrize("folder", ["src/salerno", "src/salerno_web", "tools", "benchmarks"])
def test_no_function_is_over_sixty_lines(root, folder):
    sizes = function_sizes(python_files(root / folder))

    assert [size for size in sizes if size.lines > 60] == []


@pytest.mark.parametrize(
    "folder", ["src/salerno", "src/salerno_web", "tools", "benchmarks", "tests"]
)
def test_no_file_is_over_five_hundred_lines(root, folder):
    sizes = file_sizes(python_files(root / folder))

    assert [size for size in sizes if size.lines > 500] == []


def test_sizes_count_a_function_from_def_to_its_last_line(tmp_path):
    path = tmp_path / "sample.py"
    path.write_text("@decorated\ndef first():\n    pass\n\n\nasync def second(): ...\n")

    sizes = function_sizes([path])

    assert sizes == [Size(2, f"{path}:2 first"), Size(1, f"{path}:6 second")]


@pytest.mark.parametrize(("share", "expected"), [(0.0, 1), (0.5, 2), (0.75, 3), (1.0, 4)])
def test_percentile_is_the_smallest_size_covering_the_share(share, expected):
    sizes = [Size(lines, "") for lines in (4, 2, 1, 3)]

    assert percentile(sizes, share) == expected

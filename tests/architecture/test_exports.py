"""What a package says it offers is what it offers."""

import importlib
import pkgutil
import types

import pytest

import salerno


def packages():
    """Return the name of the library and of every package below it."""
    below = pkgutil.walk_packages(salerno.__path__, prefix="salerno.")
    return ["salerno", *(module.name for module in below if module.ispkg)]


def offered(module):
    """Return the public names that a module holds, its submodules left out."""
    return sorted(
        name
        for name, value in vars(module).items()
        if not name.startswith("_") and not isinstance(value, types.ModuleType)
    )


@pytest.mark.parametrize("name", packages())
def test_all_names_exactly_what_the_package_offers(name):
    module = importlib.import_module(name)

    assert sorted(getattr(module, "__all__", offered(module))) == offered(module)


def test_offered_leaves_out_modules_and_private_names():
    module = types.ModuleType("sample")
    module.public, module._private, module.below = 1, 2, types.ModuleType("below")

    assert offered(module) == ["public"]

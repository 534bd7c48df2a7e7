"""Every English template of a stated problem in the code, found by walking the syntax trees.

A template is the text of a problem or of a next step, its placeholders written as {}.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
ROOMS = ("pipelines", "warehouse")
ARROW = " -> "
GAP = "{}"
_LEADING_PLACE = ("{}: ", "{}:{}: ", "{}:1: ")
TELLING = ("problem", "next_step", "told", "step", "text")
"""Names under which the code keeps a problem or a next step before it is told."""


@dataclass
class Found:
    """Templates with one place where each stands, and expressions that no template can be told of."""

    templates: dict[str, str] = field(default_factory=dict)
    dynamic: dict[str, str] = field(default_factory=dict)

    def add(self, texts: Sequence[str | ast.expr], site: str) -> None:
        for text in texts:
            if isinstance(text, ast.expr):
                self.dynamic.setdefault(ast.unparse(text), site)
                continue
            for part in " ".join(text.split()).removeprefix(ARROW.lstrip()).split(ARROW):
                if re.search("[A-Za-z]{2}", part.replace(GAP, "")):
                    self.templates.setdefault(part, site)


@cache
def collect() -> Found:
    """The templates of all modules of pipelines and warehouse."""
    modules = {
        p.relative_to(ROOT).as_posix(): ast.parse(p.read_text("utf-8")) for r in ROOMS for p in (ROOT / r).rglob("*.py")
    }
    constants = _constants(modules.values())
    errors = _error_classes(modules.values())
    found = Found()
    for value in constants["NEXT_STEPS"]:
        found.add([value.value], "NEXT_STEPS")
    for path, tree in sorted(modules.items()):
        walk = _Walk(path, tree, errors, constants, found)
        walk.run()
    return found


def _constants(trees: Sequence[ast.Module] | Iterator[ast.Module]) -> dict[str, list[ast.expr]]:
    """Values of the names that stand in capitals at the top of a module; of a mapping its values."""
    found: dict[str, list[ast.expr]] = defaultdict(list)
    for tree in trees:
        for node in tree.body:
            target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
            value = getattr(node, "value", None)
            if isinstance(target, ast.Name) and target.id.isupper() and value is not None:
                found[target.id] += value.values if isinstance(value, ast.Dict) else [value]
    return found


def _error_classes(trees: Sequence[ast.Module] | Iterator[ast.Module]) -> dict[str, int]:
    """RedlineError and what comes of it, with the place of ``problem`` among the arguments."""
    classes = {n.name: n for tree in trees for n in ast.walk(tree) if isinstance(n, ast.ClassDef)}
    found = {"RedlineError": 0}
    for _ in classes:
        for name, node in classes.items():
            bases = [b.id for b in node.bases if isinstance(b, ast.Name) and b.id in found]
            if not bases or name in found:
                continue
            own = next((n for n in node.body if isinstance(n, ast.FunctionDef) and n.name == "__init__"), None)
            found[name] = [a.arg for a in own.args.args].index("problem") - 1 if own else found[bases[0]]
    return found


class _Walk:
    """One module."""

    def __init__(
        self,
        path: str,
        tree: ast.Module,
        errors: dict[str, int],
        constants: dict[str, list[ast.expr]],
        found: Found,
    ) -> None:
        self.path, self.tree, self.errors, self.constants, self.found = path, tree, errors, constants, found
        self.followed: set[int] = set()
        self.scopes: dict[int, ast.FunctionDef] = {}
        self.wrappers: dict[str, set[int]] = defaultdict(set)
        for function in (n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)):
            for node in ast.walk(function):
                self.scopes[id(node)] = function

    def run(self) -> None:
        calls = [n for n in ast.walk(self.tree) if isinstance(n, ast.Call)]
        for call in calls:
            name = _name(call.func)
            if name in self.errors:
                texts = [k.value for k in call.keywords if k.arg in ("problem", "next_step")]
                texts += call.args[self.errors[name] : self.errors[name] + 1]
                for text in texts:
                    self.take(text, call)
        for call in calls:
            for place in self.wrappers.get(_name(call.func), ()):
                if place < len(call.args):
                    self.take(call.args[place], call)
        self.arrows()

    def take(self, text: ast.expr, at: ast.expr) -> None:
        self.found.add(list(self.texts(text)), f"{self.path}:{at.lineno}")

    def texts(self, node: ast.expr) -> Iterator[str | ast.expr]:
        if isinstance(node, ast.Constant):
            if isinstance(node.value, str):
                yield node.value
        elif isinstance(node, ast.JoinedStr):
            yield self.joined(node)
        elif isinstance(node, ast.IfExp):
            yield from self.texts(node.body)
            yield from self.texts(node.orelse)
        elif isinstance(node, ast.BoolOp):
            for value in node.values:
                yield from self.texts(value)
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            yield from (f"{a}{b}" for a in self.texts(node.left) for b in self.texts(node.right))
        elif isinstance(node, ast.Subscript):
            yield from self.texts(node.value)
        elif isinstance(node, ast.Name):
            yield from self.named(node)
        else:
            yield node

    def joined(self, node: ast.JoinedStr) -> str:
        for value in node.values:
            if isinstance(value, ast.FormattedValue) and isinstance(value.value, ast.Name):
                name = value.value
                if not self.parameter(name) and name.id in TELLING:
                    self.found.add([t for t in self.named(name) if isinstance(t, str)], f"{self.path}:{name.lineno}")
        return "".join(str(v.value) if isinstance(v, ast.Constant) else GAP for v in node.values)

    def named(self, node: ast.Name) -> Iterator[str | ast.expr]:
        """What a name may hold: a parameter of a function that makes errors, a value of its own, a constant."""
        function = self.scopes.get(id(node))
        if self.parameter(node):
            return
        values = list(_assigned(function or self.tree, node.id))
        for value in values or self.constants.get(node.id, []):
            if id(value) not in self.followed:
                self.followed.add(id(value))
                yield from self.texts(value)
                self.followed.remove(id(value))
        if not values and node.id not in self.constants:
            yield node

    def parameter(self, node: ast.Name) -> bool:
        function = self.scopes.get(id(node))
        names = [a.arg for a in function.args.args if a.arg != "self"] if function else []
        if function is None or node.id not in names:
            return False
        if function.name != "__init__" and node.id in TELLING:
            self.wrappers[function.name].add(names.index(node.id))
        return True

    def arrows(self) -> None:
        """Lines that were never errors: ``where: problem -> next step``."""
        inner = {id(v) for n in ast.walk(self.tree) if isinstance(n, ast.JoinedStr) for v in n.values}
        docs = {id(n.value) for n in ast.walk(self.tree) if isinstance(n, ast.Expr)}
        for node in ast.walk(self.tree):
            if id(node) in inner or id(node) in docs or not isinstance(node, ast.Constant | ast.JoinedStr):
                continue
            text = next((t for t in self.texts(node) if isinstance(t, str)), "")
            if ARROW in text and text.strip() != ARROW.strip():
                place = next((p for p in _LEADING_PLACE if text.startswith(p)), "")
                self.found.add([text.removeprefix(place)], f"{self.path}:{node.lineno}")


def _assigned(scope: ast.AST, name: str) -> Iterator[ast.expr]:
    """The values that a name is given, alone or beside others."""
    for node in ast.walk(scope):
        for target in node.targets if isinstance(node, ast.Assign) else ():
            if isinstance(target, ast.Name) and target.id == name:
                yield node.value
            elif isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                pairs = zip(target.elts, node.value.elts, strict=False)
                yield from (v for t, v in pairs if isinstance(t, ast.Name) and t.id == name)


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""

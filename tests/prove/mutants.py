"""Mutants: a module with one small mistake inside of a function."""

from __future__ import annotations

import ast
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import CodeType

OPPOSITES: dict[type[ast.AST], type[ast.AST]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.In: ast.NotIn, ast.NotIn: ast.In,
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.And: ast.Or, ast.Or: ast.And, ast.Add: ast.Sub, ast.Sub: ast.Add,
    ast.Mult: ast.Div, ast.Div: ast.Mult, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True, slots=True)
class Mistake:
    """``field`` of ``node`` is ``wrong`` in a function, known by its line and its own name."""

    node: ast.AST
    field: str
    wrong: object
    line: int
    function: str

    def __str__(self) -> str:
        """The line as it is, and as it becomes."""
        right = ast.unparse(self.node).splitlines()[0]
        with self.made():
            wrong = ast.unparse(self.node).splitlines()[0]
        return f"{getattr(self.node, 'lineno', self.line)}: {right[:70]} -> {wrong[:70]}"

    @contextmanager
    def made(self) -> Iterator[None]:
        """The tree with the mistake in it."""
        right = getattr(self.node, self.field)
        setattr(self.node, self.field, self.wrong)
        try:
            yield
        finally:
            setattr(self.node, self.field, right)


@dataclass(frozen=True, slots=True)
class Source:
    """A module and its tree."""

    path: Path
    tree: ast.Module

    @classmethod
    def of(cls, path: Path) -> Source:
        """Read it."""
        return cls(path, ast.parse(path.read_text(encoding="utf-8")))

    def mistakes(self) -> list[Mistake]:
        """All that can be made in its functions, in order."""
        return [
            Mistake(node, field, wrong, first_line(function), function.name)
            for function in _functions(self.tree)
            for statement in function.body
            for node in _executed(statement)
            for field, wrong in _wrongs(node)
        ]

    def code(self, mistake: Mistake) -> CodeType:
        """The compiled function with the mistake."""
        with mistake.made():
            compiled = compile(ast.fix_missing_locations(self.tree), str(self.path), "exec")
        return next(
            code
            for code in _codes(compiled)
            if (code.co_firstlineno, code.co_name) == (mistake.line, mistake.function)
        )


def first_line(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """The line by which the compiled function is known: of its first decorator, if any."""
    return min([function.lineno, *(each.lineno for each in function.decorator_list)])


def _functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Functions and methods; a function inside of another belongs to that."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            yield from (each for each in node.body if isinstance(each, _FUNCTIONS))
        elif isinstance(node, _FUNCTIONS):
            yield node


def _executed(node: ast.AST) -> Iterator[ast.AST]:
    """What runs: no annotations, no docstrings, and no words of errors."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return
    yield node
    for name, value in ast.iter_fields(node):
        wordy = isinstance(node, ast.Raise) or name in ("annotation", "returns")
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not wordy and not _for_types(node, child):
                yield from _executed(child)


def _for_types(node: ast.AST, child: ast.AST) -> bool:
    """The type of a ``cast``."""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "cast"
        and child is node.args[0]
    )


def _wrongs(node: ast.AST) -> Iterator[tuple[str, object]]:
    """Fields of a node, each with what would be wrong there."""
    match node:
        case ast.Compare(ops=[first, *rest]) if type(first) in OPPOSITES:
            yield "ops", [OPPOSITES[type(first)](), *rest]
        case ast.BoolOp(op=op) | ast.BinOp(op=op) if type(op) in OPPOSITES:
            yield "op", OPPOSITES[type(op)]()
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield "operand", _not(operand)
        case ast.If(test=test) | ast.IfExp(test=test):
            yield "test", _not(test)
        case ast.comprehension(ifs=[first, *rest]):
            yield "ifs", [_not(first), *rest]
        case ast.Return(value=ast.expr() as value):
            if not (isinstance(value, ast.Constant) and value.value is None):
                yield "value", _nothing_of(value)
        case ast.Constant(value=bool() | int() | float() | str() as value):
            yield "value", _other(value)


def _other(value: float | str) -> float | str:
    match value:
        case bool():
            return not value
        case str():
            return f"{value}X"
    return value + 1


def _nothing_of(value: ast.expr) -> ast.expr:
    """None; what isn't evaluated still names the free variables, by which functions are alike."""
    return ast.BoolOp(ast.And(), [ast.Constant(None), value])


def _not(test: ast.expr) -> ast.expr:
    return ast.UnaryOp(ast.Not(), test)


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, type(code)):
            yield from _codes(constant)

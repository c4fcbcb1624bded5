"""Check code blocks of the pages: `check_blocks.py BLOCKS.json` prints one result for each block as JSON."""

from __future__ import annotations

import contextlib
import io
import json
import re
import shlex
import subprocess
import sys

from _pywar.commands import cli

SEPARATORS = {";", "&&", "||", "|", "&", "\n", "(", ")", "{", "}", "then", "do", "else", "!", "if", "while"}
ASSIGNMENT = re.compile(r"[A-Za-z_]\w*=.*", re.DOTALL)
PREFIXES = {"sudo", "exec", "time"}


def python(text: str) -> dict:
    try:
        compile(text, "block", "exec")
        return {"faults": []}
    except SyntaxError as problem:
        return {"faults": [f"{problem}"]}


def shell(text: str) -> dict:
    checked = subprocess.run(["sh", "-n"], input=text, capture_output=True, text=True)
    if checked.returncode:
        return {"faults": [checked.stderr.strip()]}
    found = [words for words in map(without_prefix, commands(text)) if words]
    return {"faults": [fault for words in found for fault in tool(words)], "commands": found}


def commands(text: str) -> list[list[str]]:
    text = re.sub(r"\\\n\s*", " ", text)
    text = re.sub(r"<<-? *'?(\w+)'?(.*?\n).*?^\s*\1$", r"\2", text, flags=re.DOTALL | re.MULTILINE)
    result: list[list[str]] = [[]]
    for line in logical_lines(text):
        lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
        lexer.wordchars += "%+,:@[]{}^!…"
        skip = False
        for word in lexer:
            if word in SEPARATORS:
                result.append([])
            elif set(word) <= set("<>&"):
                skip = True
            elif not skip:
                result[-1].append(word)
            else:
                skip = False
        result.append([])
    return result


def logical_lines(text: str) -> list[str]:
    """Join the lines of a quoted text."""
    lines: list[str] = []
    for line in text.splitlines():
        if lines and opened(lines[-1]):
            lines[-1] += "\n" + line
        else:
            lines.append(line)
    return lines


def opened(line: str) -> bool:
    try:
        shlex.split(line, comments=True)
        return False
    except ValueError:
        return True


def without_prefix(words: list[str]) -> list[str]:
    while words and (words[0] in PREFIXES or ASSIGNMENT.fullmatch(words[0])):
        words = words[1:]
    return words


def tool(words: list[str]) -> list[str]:
    """Parse a command line of the archive's tool."""
    if not re.fullmatch(r"(.*/)?python3?(\.\d+)?", words[0]):
        return []
    if words[1:3] == ["-m", "_pywar"]:
        return parsed(words[3:])
    if len(words) > 1 and words[1].endswith((".pywar", "ARCHIVE", "$archive", "/opt/shop")):
        return parsed(words[2:])
    return []


def parsed(arguments: list[str]) -> list[str]:
    arguments = ["gunicorn" if word == "SERVER" else word for word in arguments]
    errors = io.StringIO()
    try:
        with contextlib.redirect_stderr(errors):
            if arguments[:1] not in (["help"], ["--version"], ["COMMAND"], ["…"]):
                cli._request(cli._parser("shop.pywar"), arguments)
        return []
    except SystemExit:
        return [errors.getvalue().strip()]


CHECKS = {"python": python, "sh": shell}

if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        blocks = json.load(file)
    json.dump([CHECKS[block["language"]](block["text"]) for block in blocks], sys.stdout)

"""Calls one hook of a build backend (PEP 517) through pyproject-hooks.

The argument is a JSON file with the request. The result is written into another JSON file: its value, or a
fault that this program recognizes. Every other fault is a traceback in the log.
"""

import json
import os
import subprocess
import sys


def run(command, cwd=None, extra_environ=None):
    """Runs a hook. Its own output has the reason of a failure, so this program adds none."""
    status = subprocess.call(command, cwd=cwd, env={**os.environ, **(extra_environ or {})})
    if status:
        sys.exit(status if status > 0 else 128 - status)


def call(request):
    sys.path.insert(0, request["hooks"])
    import pyproject_hooks

    caller = pyproject_hooks.BuildBackendHookCaller(
        request["source"],
        request["backend"],
        backend_path=request["backendPath"] or None,
        runner=run,
        python_executable=request["python"],
    )
    settings = request["settings"] or None
    try:
        if request["hook"] == "get_requires_for_build_wheel":
            value = caller.get_requires_for_build_wheel(settings)
        elif request["hook"] == "prepare_metadata_for_build_wheel":
            value = caller.prepare_metadata_for_build_wheel(request["output"], settings, _allow_fallback=False)
        else:
            value = caller.build_wheel(request["output"], settings)
    except pyproject_hooks.HookMissing:
        return {"missing": True}
    except pyproject_hooks.BackendUnavailable as fault:
        print(fault.traceback, flush=True)
        return {"unavailable": fault.traceback.strip().splitlines()[-1]}
    return {"value": value}


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        request = json.load(file)
    result = call(request)
    with open(request["result"], "w", encoding="utf-8") as file:
        json.dump(result, file)


if __name__ == "__main__":
    main()

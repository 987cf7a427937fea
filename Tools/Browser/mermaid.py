"""A page in which Mermaid can be called: JupyterLab's, which has it among its own scripts."""
import json
import os
import re
import shutil
import subprocess
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDER = os.path.join(os.path.dirname(os.path.dirname(HERE)), ".build/mermaid")
# Another version may have another way to hold its scripts.
PACKAGE = "jupyterlab==4.6.6"
SCRIPT = re.compile(r".*/share/jupyter/lab/static/[^/]+\.js$")
CHUNK = "rspackChunk_jupyterlab_application_top"
# Which module stands for one that several packages share.
SHARED = re.compile(r"(\d+):\{shareScope:[^{}]*?fallback:[^{}]*?__webpack_require__\((\d+)\)")


def page():
    """The path of the page, or None if PyPI cannot be reached."""
    path = os.path.join(FOLDER, "mermaid.html")
    if not os.path.exists(path):
        shutil.rmtree(FOLDER, ignore_errors=True)
        wheel = fetch()
        if not wheel:
            return None
        with open(path, "w", encoding="utf-8") as file:
            file.write(html(unpack(wheel)))
    return path


def fetch():
    """Only fetched: nothing of the package runs but the scripts in the page."""
    tools = os.path.join(FOLDER, "tools")
    subprocess.run(["python3", "-m", "venv", tools], check=True)
    done = subprocess.run(
        [os.path.join(tools, "bin/pip"), "--quiet", "download", "--no-deps",
         "--only-binary", ":all:", "--dest", FOLDER, PACKAGE])
    if done.returncode:
        return None
    return next(os.path.join(FOLDER, name) for name in os.listdir(FOLDER) if name.endswith(".whl"))


def unpack(wheel):
    """The texts of all scripts, by their paths."""
    scripts = {}
    with zipfile.ZipFile(wheel) as archive:
        for name in sorted(archive.namelist()):
            if SCRIPT.match(name):
                path = os.path.join(FOLDER, os.path.basename(name))
                scripts[path] = archive.read(name).decode("utf-8")
                with open(path, "w", encoding="utf-8") as file:
                    file.write(scripts[path])
    return scripts


def html(scripts):
    shared = {}
    for text in scripts.values():
        shared.update(SHARED.findall(text))
    sources = [os.path.join(HERE, "webpack.js")]
    sources += [path for path, text in scripts.items() if CHUNK in text[:400]]
    return "\n".join(
        ["<!DOCTYPE html>", '<meta charset="utf-8">', "<title>Mermaid</title>", "<body>",
         f"<script>const shared = {json.dumps(shared)};</script>"]
        + [f'<script src="file://{path}"></script>' for path in sources]
        + ["<script>", 'const mermaid = findMermaid();',
           "mermaid.initialize({ startOnLoad: false, maxTextSize: 1e9 });", "</script>"])

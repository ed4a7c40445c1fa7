"""Times whole processes: a tool is one or more commands that are started together."""

import os
import re
import shutil
import statistics
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path


class Failure(Exception):
    """What went wrong, for the person who started the comparison."""


@dataclass
class Tool:
    """Something that makes the PDFs of all languages."""

    name: str
    version: str
    #: How the PDFs are made, for the report.
    note: str
    #: Started at the same moment; done when the last of them is.
    commands: list[list[str]]
    #: Where the PDFs are written; emptied before each run.
    output: Path
    #: The folder that the commands run in.
    folder: Path


@dataclass
class Sample:
    """One run of a tool."""

    wall: float
    #: User and system time of all processes.
    cpu: float
    #: Peak resident set of each process, in bytes.
    memory: list[int]
    size: int
    pages: list[int]


def run(tool: Tool) -> Sample:
    """Runs a tool once."""
    shutil.rmtree(tool.output, ignore_errors=True)
    tool.output.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as logs:
        paths = [Path(logs) / str(number) for number in range(len(tool.commands))]
        files = [path.open("wb") for path in paths]
        begun = time.perf_counter()
        processes = [
            subprocess.Popen(command, cwd=tool.folder, stdin=subprocess.DEVNULL, stdout=file, stderr=file)
            for command, file in zip(tool.commands, files)]
        usages = []
        for process in processes:
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            usages.append(usage)
        wall = time.perf_counter() - begun
        for file in files:
            file.close()
        for process, path in zip(processes, paths):
            if process.returncode != 0:
                said = path.read_text(encoding="utf-8", errors="replace").strip()[-4000:]
                command = " ".join(map(str, process.args))
                raise Failure(f"{tool.name} ended with status {process.returncode}\n  {command}\n{said}")
    pdfs = sorted(tool.output.rglob("*.pdf"))
    if not pdfs:
        raise Failure(f"{tool.name} wrote no PDF to {tool.output}")
    cpu = sum(usage.ru_utime + usage.ru_stime for usage in usages)
    # Linux counts the resident set in kibibytes.
    memory = [usage.ru_maxrss * 1024 for usage in usages]
    return Sample(wall, cpu, memory, sum(pdf.stat().st_size for pdf in pdfs), [pages_of(pdf) for pdf in pdfs])


def pages_of(pdf: Path) -> int:
    """How many pages a file has; 0 where that cannot be found out."""
    if shutil.which("pdfinfo"):
        said = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, errors="replace").stdout
        if found := re.search(r"^Pages:\s+(\d+)", said, re.M):
            return int(found[1])
    if shutil.which("qpdf"):
        said = subprocess.run(["qpdf", "--show-npages", pdf], capture_output=True, text=True).stdout
        if said.strip().isdigit():
            return int(said)
    # Only where page objects are not in compressed streams.
    return len(re.findall(rb"/Type\s*/Page\b", pdf.read_bytes()))


def spread(values: list[float]) -> tuple[float, float, float]:
    """Least, median and most."""
    return min(values), statistics.median(values), max(values)


def machine() -> str:
    """Processor and cores."""
    model = "unknown processor"
    try:
        found = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(), re.M)
        model = found[1] if found else model
    except OSError:
        pass
    return f"{model}, {len(os.sched_getaffinity(0))} cores"

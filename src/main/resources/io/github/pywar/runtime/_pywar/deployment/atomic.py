"""Write beside, sync, rename: what stands under its name is whole."""
import contextlib
import os


def write(path, data, mode=0o644, gid=-1):
    """Replace `path` by `data`; readers see the old bytes or the new ones."""
    beside = f"{path}.new"
    with contextlib.suppress(FileNotFoundError):
        os.unlink(beside)
    with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as stream:
        os.fchmod(stream.fileno(), mode)
        if gid != -1:
            os.fchown(stream.fileno(), -1, gid)
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    rename(beside, path)


def link(target, path):
    """Point the link `path` to `target`, whatever it pointed to before."""
    beside = f"{path}.new"
    with contextlib.suppress(FileNotFoundError):
        os.unlink(beside)
    os.symlink(target, beside)
    rename(beside, path)


def rename(source, target):
    """Rename, and see to it that the directory knows after a power cut."""
    os.rename(source, target)
    sync_folder(os.path.dirname(target))


def sync_folder(path):
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

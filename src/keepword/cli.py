"""The command line. Each command's work is done in its own room; here is only how to call it."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from keepword import __version__


def main(argv: Sequence[str] | None = None) -> int:
    """Run `keepword …`; returns the exit status."""
    parser = _parser()
    args = parser.parse_args(argv)
    if args.data:
        os.environ["KEEPWORD_DATA"] = args.data
    if args.command == "mail":
        from keepword.channels.email import show

        return show.main(args.files, args.json)
    if args.command == "receive":
        from keepword.channels.email import pipe

        return pipe.or_later(lambda: _with_folder(args))
    return _with_folder(args)


def _with_folder(args: argparse.Namespace) -> int:
    """A command that needs the data folder, and so Django."""
    folder = Path(os.environ.get("KEEPWORD_DATA") or "data")
    if args.command in ("serve", "setup", "demo", "web", "worker"):
        folder.mkdir(parents=True, exist_ok=True)
    elif not folder.is_dir():
        print(f"keepword: there is no folder {folder}; name yours with --data", file=sys.stderr)
        return 66
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "keepword.config.settings")
    import django

    django.setup()
    return _COMMANDS[args.command](args)


def _serve(args: argparse.Namespace) -> int:
    from keepword.config.processes import supervisor

    return supervisor.serve(args.bind, args.smtp, args.lmtp)


def _web(args: argparse.Namespace) -> int:
    from keepword.config.processes import scaled

    return scaled.web(args.bind, args.smtp, args.lmtp)


def _worker(_args: argparse.Namespace) -> int:
    from keepword.config.processes import scaled

    return scaled.worker()


def _receive(args: argparse.Namespace) -> int:
    from keepword.channels.email import pipe

    return pipe.receive(args.mailbox, sys.stdin.buffer)


def _setup(args: argparse.Namespace) -> int:
    from keepword.care import first_run
    from keepword.config.processes.prepare import prepare

    prepare(static=False)
    return first_run.command(args)


def _demo(args: argparse.Namespace) -> int:
    from keepword.care import demo
    from keepword.config.processes.prepare import prepare

    prepare(static=False)
    return demo.command(args.conversations)


def _token(args: argparse.Namespace) -> int:
    from keepword.staff import actions
    from keepword.staff.models import Agent

    agent = Agent.objects.at_work().filter(email__iexact=args.email).first()
    if agent is None:
        print(f"keepword: nobody of the staff has the address {args.email}", file=sys.stderr)
        return 67
    print(actions.issue_token(agent, name="command line"))
    return 0


def _doctor(args: argparse.Namespace) -> int:
    from keepword.care import doctor

    return doctor.command(args.json)


_COMMANDS = {
    "serve": _serve,
    "web": _web,
    "worker": _worker,
    "receive": _receive,
    "setup": _setup,
    "demo": _demo,
    "token": _token,
    "doctor": _doctor,
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="keepword", description="The help desk that keeps its word.")
    parser.add_argument("--version", action="version", version=f"keepword {__version__}")
    # Also accepted behind the command's name; there without a default, which would undo what was said before
    # it.
    parser.add_argument("--data", metavar="DIR", help="the data folder (else KEEPWORD_DATA, else ./data)")
    behind = argparse.ArgumentParser(add_help=False)
    behind.add_argument("--data", metavar="DIR", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    commands = parser.add_subparsers(dest="command", required=True)

    def command(name: str, text: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=text, description=text, parents=[behind])

    for name, text in (
        ("serve", "run everything in one command"),
        ("web", "run a web process of the scaled set-up"),
    ):
        sub = command(name, text)
        sub.add_argument(
            "--bind", metavar="HOST:PORT", default=os.environ.get("KEEPWORD_BIND", "127.0.0.1:8000")
        )
        sub.add_argument("--smtp", metavar="HOST:PORT", default=os.environ.get("KEEPWORD_SMTP"))
        sub.add_argument("--lmtp", metavar="HOST:PORT", default=os.environ.get("KEEPWORD_LMTP"))
    command("worker", "run a worker process of the scaled set-up")
    sub = command("receive", "take one mail from standard input, for a mail server's pipe")
    sub.add_argument("--mailbox", metavar="ADDRESS", required=True)
    sub = command("setup", "set up the business without the browser; the password comes from standard input")
    for option in ("business", "email", "name", "mailbox"):
        sub.add_argument(f"--{option}", required=True)
    sub.add_argument("--zone", default="UTC")
    sub.add_argument("--country", default="")
    sub.add_argument("--language", default="en")
    sub = command("demo", "make a sample business with two weeks of life in it")
    sub.add_argument("--conversations", type=int, metavar="N", help="a large one, for measuring")
    sub = command("token", "print a new API token of an agent")
    sub.add_argument("email")
    sub = command("doctor", "look whether all is well")
    sub.add_argument("--json", action="store_true")
    mail = command("mail", "look into mails").add_subparsers(dest="what", required=True)
    show = mail.add_parser("show", help="what Keepword reads in a mail", parents=[behind])
    show.add_argument("files", nargs="+")
    show.add_argument("--json", action="store_true")
    return parser


if __name__ == "__main__":
    sys.exit(main())

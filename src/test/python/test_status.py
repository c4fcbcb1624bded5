"""`status`: what serves, is it healthy, how did the last command end; also for who may read little, and over damage."""

import http.server
import json
import os
import threading
import unittest

from deploying import DeployCase
from support import for_other_users


class _Page(http.server.BaseHTTPRequestHandler):
    code = 200

    def do_GET(self):
        self.send_response(type(self).code)
        self.end_headers()

    def log_message(self, *words):
        pass


class StatusTest(DeployCase):
    def status(self, code=0, root=None):
        found, out, err = self.tool(self.archive("1"), "status", root or self.root, "--json")
        self.assertEqual(found, code, out + err)
        return json.loads(out)

    def serve(self):
        class Page(_Page):
            pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        self.addCleanup(thread.join)
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        return f"http://127.0.0.1:{server.server_port}/health?token=s3cret", Page

    def test_it_says_what_serves_since_when_and_how_the_last_command_ended(self):
        self.deploy(self.archive("1"))
        self.deploy(self.archive("2"))
        found = self.status()
        self.assertEqual((found["serves"]["version"], found["previous"][:2]), ("2", "1-"))
        self.assertEqual((found["healthy"], found["running"], found["server"]), (None, None, None))
        self.assertRegex(found["since"], r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
        self.assertEqual((found["last"]["command"], found["last"]["outcome"]), ("deploy", "done"))
        self.tool(self.archive("1"), "rollback", self.root)
        found = self.status()
        self.assertEqual((found["last"]["command"], found["last"]["outcome"]), ("rollback", "done"))
        out = self.tool(self.archive("1"), "status", self.root)[1]
        self.assertRegex(out, "(?s)serves:  1-.*last:    rollback of 1-.*, done")

    def test_a_check_url_is_asked_and_its_query_is_not_shown(self):
        url, page = self.serve()
        self.deploy(self.archive("1"), "--check-url", url)
        found = self.status()
        self.assertEqual((found["healthy"], found["health"]), (True, "status 200"))
        self.assertNotIn("s3cret", json.dumps(found))
        page.code = 500
        found = self.status(1)
        self.assertEqual((found["healthy"], found["health"]), (False, "status 500"))

    def test_a_server_that_does_not_run_is_not_well(self):
        self.deploy(self.archive("1"), "--server", "gunicorn")
        self.assertIs(self.status(1)["running"], False)

    def test_a_failed_deployment_is_the_last_one(self):
        self.deploy(self.archive("1"))
        self.deploy(self.archive("2", files={"hooks/post-deploy/1.sh": "exit 3"}), code=1)
        last = self.status()["last"]
        self.assertEqual((last["outcome"], last["step"]), ("failed", "hooks/post-deploy"))
        self.assertIn("ended with 3", last["detail"])

    def test_a_killed_one_is_unfinished(self):
        self.deploy(self.archive("1"))
        with open(os.path.join(self.root, "deploy.log"), "a") as stream:
            stream.write('{"command": "deploy", "step": "unpack", "outcome": "done"}\n{"comm')
        self.assertEqual(self.status()["last"]["outcome"], "unfinished")

    def test_nothing_serves_after_a_first_deployment_that_failed(self):
        self.deploy(self.archive("1", files={"app/shop.py": "import nothing_like_it"}), code=3)
        found = self.status(1)
        self.assertEqual((found["serves"], found["last"]["step"]), (None, "preflight"))

    def test_no_deployment_and_a_current_that_leads_out_are_refused(self):
        self.assertEqual(self.tool(self.archive("1"), "status", self.place)[0], 2)
        self.deploy(self.archive("1"))
        link = os.path.join(self.root, "current")
        for target in ("..", "/etc", "releases/evil", "evil"):
            os.unlink(link)
            os.symlink(target, link)
            for command in ("status", "check"):
                code, _, err = self.tool(self.archive("1"), command, self.root)
                self.assertEqual(code, 4, err)
                self.assertIn("leads to no release of this deployment", err)

    @for_other_users
    def test_another_user_sees_what_is_open_and_is_told_what_is_not(self):
        os.chmod(self.place, 0o755)
        self.deploy(self.archive("1"))
        os.chmod(os.path.join(self.root, ".pywar", "state.json"), 0o600)
        os.chmod(os.path.join(self.root, "deploy.log"), 0o600)
        path, out = self.pack(self.archive("1")), self.path("out")
        os.chmod(path, 0o644)
        child = os.fork()
        if child == 0:
            code = 99
            try:
                stream = open(out, "w")
                os.setgroups([])
                os.setgid(65534)
                os.setuid(65534)
                code, text, err = self.tool(path, "status", self.root, "--json")
                stream.write(text or err)
                stream.close()
            finally:
                os._exit(code)
        self.assertEqual(os.waitpid(child, 0)[1] >> 8, 0, self.read(out))
        found = json.loads(self.read(out))
        self.assertEqual(found["serves"]["version"], "1")
        self.assertEqual(len(found["unreadable"]), 2, found)
        self.assertIn("Permission denied", "".join(found["unreadable"]))

    def test_damage_is_named_and_ends_nothing(self):
        self.deploy(self.archive("1"))
        self.write("site/.pywar/state.json", "{")
        os.unlink(self.release("META-INF", "pywar", "RECORD"))
        found = self.status()
        self.assertEqual(found["serves"]["version"], "1")
        self.assertIn("state.json", found["unreadable"][0])
        self.assertIn("RECORD", found["unreadable"][1])


if __name__ == "__main__":
    unittest.main()

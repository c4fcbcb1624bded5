"""What `check` says about SELinux, with injected facts: no host with SELinux was used."""

import os
import unittest
from unittest import mock

from deploying import DeployCase

from _pywar.commands import selinux
from _pywar.deployment.directory import Deployment


class Facts(selinux.Host):
    """A host whose kernel files are in a directory, and whose labels are in a dictionary."""

    def __init__(self, place, labels):
        super().__init__(place)
        self._labels = labels

    def type_of(self, path):
        return self._labels.get(path, "default_t")


class SelinuxTest(DeployCase):
    def setUp(self):
        super().setUp()
        self.deploy(self.archive())
        self.deployment = Deployment(self.root)
        release = self.deployment.release(self.deployment.names()[0])
        self.labels = {
            self.deployment.path: "httpd_sys_content_t",
            self.deployment.releases: "lib_t",
            release: "lib_t",
            self.deployment.shared: "httpd_sys_rw_content_t",
        }
        for name in os.listdir(self.deployment.shared):
            self.labels[os.path.join(self.deployment.shared, name)] = "httpd_sys_rw_content_t"

    def host(self, enforce="1", **booleans):
        self.write("selinux/enforce", enforce)
        for name, value in booleans.items():
            self.write(f"selinux/booleans/{name}", value)
        return Facts(self.path("selinux"), self.labels)

    def report(self, host, server=None, packages=()):
        return [line.replace(self.root, "/srv/shop") for line in selinux.report(self.deployment, server, list(packages), host)]

    def test_without_selinux_there_is_no_line(self):
        self.assertEqual(self.report(Facts(self.path("none"), {})), [])

    def test_expected_labels_and_booleans_give_no_line(self):
        self.assertEqual(self.report(self.host(httpd_can_network_connect="1 1"), "gunicorn"), [])

    def test_wrong_labels_and_booleans_are_named_with_the_commands(self):
        self.labels[self.deployment.releases] = "default_t"
        moved = os.path.join(self.deployment.shared, "upload")
        self.labels[moved] = "user_home_t"
        self.write(moved, "")
        found = self.report(self.host(httpd_can_network_connect="0 0"), "gunicorn")
        self.assertEqual(
            found,
            [
                "SELinux is enforcing, and its targeted policy expects:",
                "    /srv/shop/releases has the type `default_t`, expected: `lib_t`",
                "    /srv/shop/shared/upload has the type `user_home_t`, expected: `httpd_sys_rw_content_t`",
                "    the boolean `httpd_can_network_connect` is off: nginx or Apache cannot forward to gunicorn",
                "as root:",
                "    semanage fcontext -a -t lib_t '/srv/shop/releases(/.*)?'",
                "    semanage fcontext -a -t httpd_sys_rw_content_t '/srv/shop/shared(/.*)?'",
                "    restorecon -R /srv/shop",
                "    setsebool -P httpd_can_network_connect on",
            ],
        )

    def test_a_database_driver_under_apache_needs_its_boolean(self):
        host = self.host("0", httpd_can_network_connect_db="0 1")
        self.assertIn("SELinux is permissive", self.report(host, "mod_wsgi", ["psycopg2-binary"])[0])
        self.assertIn("    setsebool -P httpd_can_network_connect_db on", self.report(host, "mod_wsgi", ["psycopg2-binary"]))
        self.assertEqual(self.report(host, "mod_wsgi", ["flask"]), [])

    def test_each_server_behind_a_proxy_needs_its_boolean(self):
        host = self.host(httpd_can_network_connect="0 0")
        for server in ("gunicorn", "granian", "uvicorn", "uwsgi"):
            self.assertIn("    setsebool -P httpd_can_network_connect on", self.report(host, server))

    def test_a_boolean_that_the_policy_does_not_have_is_not_named(self):
        self.assertEqual(self.report(self.host(), "uwsgi"), [])

    def test_labels_are_read_from_the_attribute(self):
        host = selinux.Host(self.path("none"))
        for label, kind in (
            (b"system_u:object_r:lib_t:s0\0", "lib_t"),
            (b"unconfined_u:object_r:user_home_t:s0:c1,c2", "user_home_t"),
            (b"broken", None),
            (b"a:b:$(reboot):s0", None),
        ):
            with mock.patch.object(os, "getxattr", lambda *_, label=label, **__: label):
                self.assertEqual(host.type_of("/srv"), kind)
        self.assertIsNone(host.type_of(self.path("missing")))

    def test_a_path_is_quoted_for_the_rule_and_for_the_shell(self):
        self.assertEqual(selinux._pattern("/srv/shop.example (1)"), r"/srv/shop\.example \(1\)(/.*)?")

    def test_check_prints_the_lines(self):
        self.host()
        with mock.patch.object(selinux, "_PLACE", self.path("selinux")), mock.patch.object(os, "getxattr", lambda *_, **__: b"a:b:tmp_t:s0"):
            code, out, _err = self.tool(self.archive(), "check", self.root)
        self.assertEqual(code or 0, 0)
        self.assertIn("SELinux is enforcing", out)
        self.assertIn(f"{self.root} has the type `tmp_t`, expected: `httpd_sys_content_t`", out)
        self.assertIn("every file matches its record", out)

    def test_damaged_notes_are_no_reason_not_to_check(self):
        self.host()
        self.write(os.path.join(self.root, ".pywar", "state.json"), "{")
        with mock.patch.object(selinux, "_PLACE", self.path("selinux")):
            _code, out, _err = self.tool(self.archive(), "check", self.root)
        self.assertIn("SELinux is enforcing", out)
        self.assertIn("every file matches its record", out)


if __name__ == "__main__":
    unittest.main()

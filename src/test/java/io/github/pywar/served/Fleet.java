package io.github.pywar.served;

import io.github.pywar.app.ansible.AnsibleCollection;
import io.github.pywar.app.ansible.CollectionName;
import io.github.pywar.app.ansible.CollectionWriter;
import io.github.pywar.app.check.BuiltArchive;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.testing.Tool;
import io.github.pywar.testing.server.HaproxyServer;
import io.github.pywar.testing.server.Installed;
import io.github.pywar.testing.server.IsolatedHost;
import io.github.pywar.testing.server.OpenFolder;
import io.github.pywar.testing.server.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Three hosts behind HAProxy, and Ansible that deploys to them by ssh. */
final class Fleet implements AutoCloseable {

    static final String ROOT = "shop";

    /** The connection to a host is kept for a few seconds, and lost soon after the host has died. */
    private static final String SSH = "-o ControlMaster=auto -o ControlPersist=8 -o ConnectTimeout=5"
            + " -o ServerAliveInterval=1 -o ServerAliveCountMax=3";

    /** Starts the archive's gunicorn as its own user, and leaves it running. */
    private static final String START = """
            #!/bin/sh
            cd /srv
            setsid runuser -u www-data -- /srv/shop/current/bin/python -m _pywar serve --bind 0.0.0.0:8000 -- \\
                --workers 2 --pid /srv/shop/shared/gunicorn.pid </dev/null >>/srv/gunicorn.log 2>&1 &
            """;

    private final OpenFolder folder;
    private final Map<String, IsolatedHost> hosts = new LinkedHashMap<>();
    private final HaproxyServer recipe;
    private ServerProcess balancer;

    Fleet(OpenFolder folder) throws IOException {
        this.folder = folder;
        int network = (int) (ProcessHandle.current().pid() % 256);
        Tool.run(folder.path(), "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "key");
        Map<String, String> servers = new HashMap<>();
        for (int number = 1; number <= 3; number++) {
            String name = "app" + number;
            IsolatedHost host = new IsolatedHost(folder.folder(name), name, network, number);
            host.allow(folder.path().resolve("key.pub"));
            Path start = folder.write(name + "/start", START);
            Files.setPosixFilePermissions(start, PosixFilePermissions.fromString("rwxr-xr-x"));
            hosts.put(name, host);
            servers.put(name, host.address() + ":8000");
        }
        recipe = new HaproxyServer(folder.folder("front"), ROOT, servers);
        folder.write("hosts.ini", inventory());
    }

    /** Starts the hosts and the balancer. */
    Fleet start() {
        hosts.values().forEach(IsolatedHost::start);
        balancer = recipe.start();
        return this;
    }

    ServerProcess balancer() {
        return balancer;
    }

    IsolatedHost host(String name) {
        return hosts.get(name);
    }

    private String inventory() {
        String rows = hosts.values().stream()
                .map(host -> host.name() + " ansible_host=" + host.address())
                .collect(Collectors.joining("\n"));
        return """
                [app]
                %s
                [balancer]
                front ansible_connection=local
                [all:vars]
                ansible_user=root
                ansible_python_interpreter=/usr/bin/python3
                ansible_remote_tmp=/srv/ansible
                ansible_ssh_private_key_file=%s/key
                ansible_ssh_common_args=-o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null
                pywar_python=%s
                pywar_root=/srv/shop
                pywar_upload_dir=/srv/upload
                pywar_server=gunicorn
                pywar_owner=www-data
                pywar_check_url=http://127.0.0.1:8000/
                pywar_start=/srv/start
                pywar_balancer=haproxy
                pywar_balancer_hosts=['front']
                pywar_haproxy_backend=%s
                pywar_haproxy_socket=%s
                """.formatted(rows, folder.path(), Installed.SYSTEM_PYTHON.path(), ROOT, recipe.socket());
    }

    /** Builds the collection of an archive, and installs it with {@code ansible-galaxy}; returns its folder. */
    Path collection(Path archive) throws IOException {
        BuiltArchive built = BuiltArchive.open(archive);
        Path made = folder.folder("collection-" + built.buildId());
        CollectionName name = CollectionName.of(Optional.of("com_example"), Optional.of(ROOT), "", "");
        Path packed = made.resolve("shop-ansible.tar.gz");
        new CollectionWriter(Progress.SILENT).write(new AnsibleCollection(name, built, true), made, packed);
        Path installed = made.resolve("installed");
        Tool.Result result = ansible(
                "ansible-galaxy",
                List.of("collection", "install", packed.toString(), "-p", installed.toString(), "--offline"),
                Map.of());
        if (result.exit() != 0) {
            throw new AssertionError(result.output());
        }
        return installed;
    }

    /** Runs a playbook of a collection. */
    Tool.Result play(Path collection, String playbook, String... more) {
        List<String> words = new ArrayList<>(List.of("-i", "hosts.ini", "com_example.shop." + playbook));
        words.addAll(List.of("-e", "pywar_hosts=app"));
        words.addAll(List.of(more));
        return ansible("ansible-playbook", words, Map.of("ANSIBLE_COLLECTIONS_PATH", collection.toString()));
    }

    private Tool.Result ansible(String program, List<String> words, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("ANSIBLE_HOME", folder.path().resolve("ansible").toString());
        environment.put("ANSIBLE_PIPELINING", "True");
        environment.put("ANSIBLE_SSH_ARGS", SSH);
        environment.put("ANSIBLE_NOCOLOR", "1");
        environment.put("LC_ALL", "C.UTF-8");
        return Tool.run(folder.path(), environment, program, words.toArray(String[]::new));
    }

    /** Returns the release that each host serves, without its build id. */
    Map<String, String> current() {
        Map<String, String> found = new LinkedHashMap<>();
        hosts.forEach((name, host) -> {
            try {
                Path link = host.files().resolve("shop/current");
                String release = Files.readSymbolicLink(link).getFileName().toString();
                found.put(name, release.substring(0, release.lastIndexOf('-')));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return found;
    }

    @Override
    public void close() {
        if (balancer != null) {
            balancer.close();
        }
        hosts.values().forEach(IsolatedHost::close);
    }
}

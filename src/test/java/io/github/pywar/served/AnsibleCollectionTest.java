package io.github.pywar.served;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.app.ansible.AnsibleCollection;
import io.github.pywar.app.ansible.CollectionName;
import io.github.pywar.app.ansible.CollectionWriter;
import io.github.pywar.app.check.BuiltArchive;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.testing.Tool;
import io.github.pywar.testing.server.Installed;
import io.github.pywar.testing.server.OpenFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The files of a collection, read by Ansible's own tools. */
class AnsibleCollectionTest {

    private static final String UPSTREAM = """
            upstream shop {
                server 10.0.0.1:8000;
                server 10.0.0.11:8000 max_fails=2;
                server 10.0.0.1:80001;
            }
            """;

    private final OpenFolder folder = OpenFolder.create();
    private Path archive;

    @BeforeEach
    void build() {
        Installed.require(Installed.SYSTEM_PYTHON, Installed.ANSIBLE, Installed.ANSIBLE_LINT);
        folder.write("sources/shop.py", "def application(environ, start_response):\n    return []\n");
        archive = SampleApp.bare("shop", folder.path().resolve("sources"), "shop:application")
                .archive();
    }

    @AfterEach
    void empty() {
        folder.close();
    }

    private Path packed(String name, boolean hasArchive) throws IOException {
        Path made = folder.folder(name);
        CollectionName collection = CollectionName.of(Optional.empty(), Optional.empty(), "com.example", "shop");
        Path packed = made.resolve("shop-1.0.0-ansible.tar.gz");
        new CollectionWriter(Progress.SILENT)
                .write(new AnsibleCollection(collection, BuiltArchive.open(archive), hasArchive), made, packed);
        return packed;
    }

    private String ansible(Path collections, String program, String... words) {
        Map<String, String> environment = Map.of(
                "ANSIBLE_HOME",
                folder.path().resolve("home").toString(),
                "ANSIBLE_COLLECTIONS_PATH",
                collections.toString(),
                "ANSIBLE_NOCOLOR",
                "1",
                "NO_COLOR",
                "1",
                "HOME",
                folder.path().toString(),
                "LC_ALL",
                "C.UTF-8");
        Tool.Result result = Tool.run(collections, environment, program, words);
        assertThat(result.exit()).as(result.output()).isZero();
        return result.output();
    }

    @Test
    void isInstalledAndVerifiedByAnsibleGalaxy() throws IOException {
        Path packed = packed("first", true);
        assertThat(packed).hasSameBinaryContentAs(packed("second", true));
        Path installed = folder.folder("installed");
        ansible(installed, "ansible-galaxy", "collection", "install", packed.toString(), "-p", ".", "--offline");
        ansible(installed, "ansible-galaxy", "collection", "verify", "com_example.shop", "--offline");
        Path files = installed.resolve("ansible_collections/com_example/shop/roles/pywar/files");
        assertThat(files.resolve(archive.getFileName().toString())).hasSameBinaryContentAs(archive);
        assertThat(ansible(installed, "ansible-doc", "-t", "module", "com_example.shop.haproxy_server"))
                .contains("Sets the state of one server");
    }

    @Test
    void hasNoFindingsOfAnsibleLint() throws IOException {
        packed("made", false);
        Path collection = folder.path().resolve("made/ansible_collections/com_example/shop");
        assertThat(collection.resolve("roles/pywar/files")).doesNotExist();
        String output = ansible(
                folder.path().resolve("made"),
                "sh",
                "-c",
                "cd ansible_collections/com_example/shop && exec ansible-lint --offline --profile production -p .");
        assertThat(output).contains("0 failure(s), 0 warning(s)");
    }

    @Test
    void marksAndUnmarksExactlyItsAddressForNginx() throws IOException {
        packed("made", false);
        Path file = folder.write("made/upstream.conf", UPSTREAM);
        Path reloads = folder.write("made/reloads", "");
        String once = UPSTREAM.replace("10.0.0.1:8000;", "10.0.0.1:8000 down;");
        for (int time = 0; time < 2; time++) {
            nginx("drain", "10.0.0.1", file, reloads);
            assertThat(file).content().isEqualTo(once);
        }
        nginx("drain", "10.0.0.11", file, reloads);
        assertThat(file).content().isEqualTo(once.replace("max_fails=2;", "max_fails=2 down;"));
        nginx("undrain", "10.0.0.11", file, reloads);
        nginx("undrain", "10.0.0.1", file, reloads);
        assertThat(file).content().isEqualTo(UPSTREAM);
        assertThat(Files.readAllLines(reloads)).as("only after a change").hasSize(4);
    }

    private void nginx(String tasks, String address, Path file, Path reloads) {
        folder.write("made/play.yml", """
                - hosts: app1
                  gather_facts: false
                  tasks:
                    - ansible.builtin.include_role:
                        name: com_example.shop.pywar
                        tasks_from: %s_nginx
                """.formatted(tasks));
        List<String> words = new ArrayList<>(List.of("-i", "app1,", "-c", "local", "play.yml"));
        for (String variable : List.of(
                "ansible_python_interpreter=/usr/bin/python3",
                "pywar_nginx_upstream=" + file,
                "pywar_nginx_address=" + address + ":8000",
                "pywar_nginx_reload='sh -c \"echo reload >> " + reloads + "\"'")) {
            words.addAll(List.of("-e", variable));
        }
        words.addAll(List.of("-e", "{\"pywar_balancer_hosts\": [\"app1\"]}"));
        ansible(folder.path().resolve("made"), "ansible-playbook", words.toArray(String[]::new));
    }
}

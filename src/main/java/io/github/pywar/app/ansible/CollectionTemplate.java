package io.github.pywar.app.ansible;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Files of a collection with placeholders such as {@code @collection@}. They are resources of this plugin. */
final class CollectionTemplate {

    private static final String FOLDER = "collection/";

    static final List<String> FILES = List.of(
            "README.md",
            "meta/runtime.yml",
            "playbooks/deploy.yml",
            "playbooks/rollback.yml",
            "playbooks/status.yml",
            "plugins/modules/haproxy_server.py",
            "roles/deploy/tasks/main.yml",
            "roles/pywar/defaults/main.yml",
            "roles/pywar/tasks/deploy.yml",
            "roles/pywar/tasks/drain_haproxy.yml",
            "roles/pywar/tasks/drain_nginx.yml",
            "roles/pywar/tasks/earlier.yml",
            "roles/pywar/tasks/gate.yml",
            "roles/pywar/tasks/main.yml",
            "roles/pywar/tasks/post_deploy.yml",
            "roles/pywar/tasks/reload_nginx.yml",
            "roles/pywar/tasks/rollback.yml",
            "roles/pywar/tasks/start.yml",
            "roles/pywar/tasks/status.yml",
            "roles/pywar/tasks/switch.yml",
            "roles/pywar/tasks/take_back.yml",
            "roles/pywar/tasks/undrain_haproxy.yml",
            "roles/pywar/tasks/undrain_nginx.yml",
            "roles/pywar/tasks/upload.yml",
            "roles/pywar/vars/main.yml",
            "roles/rollback/tasks/main.yml",
            "roles/status/tasks/main.yml");

    private CollectionTemplate() {}

    /** Returns a file with its placeholders replaced; a value is written as part of a YAML string in double quotes. */
    static String filled(String file, Map<String, String> values) throws IOException {
        String text = read(file);
        for (Map.Entry<String, String> value : values.entrySet()) {
            String quoted = value.getValue().replace("\\", "\\\\").replace("\"", "\\\"");
            text = text.replace("@" + value.getKey() + "@", quoted);
        }
        return text;
    }

    private static String read(String file) throws IOException {
        try (InputStream in = CollectionTemplate.class.getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                throw new IllegalStateException("the plugin lacks " + FOLDER + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

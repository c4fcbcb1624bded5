package io.github.pywar.app.ospackage;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pywar.base.error.UserException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The systemd units of an application: its server, its workers and timers, and a target that groups them.
 *
 * @param paths of the package
 * @param settings of the package
 */
record PackageUnits(PackagePaths paths, PackageSettings settings) {

    /** Seconds that a process has after TERM, without a declared time. */
    private static final int STOP_SECONDS = 60;

    /** Returns the text of each unit by its name. */
    Map<String, String> texts() {
        Map<String, String> units = new LinkedHashMap<>();
        units.put(
                paths.name() + ".service", service(paths.name(), server(), "serve --bind ${PYWAR_BIND}", STOP_SECONDS));
        for (JsonNode process : paths.archive().manifest().path("processes")) {
            String unit = paths.name() + "-" + process.path("name").asText();
            if (process.has("schedule")) {
                add(unit + ".service", job(unit, process), units);
                add(unit + ".timer", timer(unit, process), units);
            } else {
                addWorkers(unit, process, units);
            }
        }
        Map<String, String> all = new LinkedHashMap<>();
        all.put(paths.name() + ".target", target(started(units)));
        all.putAll(units);
        return all;
    }

    /** Returns the units that start and stop: all but the services of timers. */
    List<String> started() {
        return started(texts());
    }

    private static List<String> started(Map<String, String> units) {
        return units.entrySet().stream()
                .filter(unit -> unit.getValue().contains("[Install]"))
                .map(Map.Entry::getKey)
                .toList();
    }

    private void addWorkers(String unit, JsonNode process, Map<String, String> units) {
        int instances = process.path("instances").asInt(1);
        for (int number = 1; number <= instances; number++) {
            String name = instances == 1 ? unit : unit + "-" + number;
            int stopSeconds = process.path("stopSeconds").asInt(STOP_SECONDS);
            add(name + ".service", service(name, name, run(process), stopSeconds), units);
        }
    }

    private static void add(String unit, String text, Map<String, String> units) {
        if (units.putIfAbsent(unit, text) != null) {
            throw UserException.of("Two processes would have the unit `" + unit + "`\n    from: <processes>")
                    .hint("rename one of them: the units of several <instances> end with their numbers");
        }
    }

    private String server() {
        return paths.name() + " server";
    }

    private static String run(JsonNode process) {
        return "run " + process.path("name").asText();
    }

    private String target(List<String> started) {
        return """
                [Unit]
                Description=%s: all processes
                Wants=%s

                [Install]
                WantedBy=multi-user.target
                """.formatted(paths.name(), String.join(" ", started));
    }

    private String service(String unit, String description, String command, int stopSeconds) {
        return """
                [Unit]
                Description=%s
                After=network.target
                PartOf=%s.target

                [Service]
                Type=exec
                %sRestart=on-failure
                RestartSec=1
                KillMode=mixed
                TimeoutStopSec=%d

                [Install]
                WantedBy=%s.target
                """.formatted(description, paths.name(), process(command), stopSeconds, paths.name());
    }

    private String job(String unit, JsonNode process) {
        return """
                [Unit]
                Description=%s
                After=network.target

                [Service]
                Type=oneshot
                %s""".formatted(unit, process(run(process)));
    }

    private String timer(String unit, JsonNode process) {
        List<String> events = new ArrayList<>();
        OnCalendar.events(process.path("schedule").asText()).forEach(event -> events.add("OnCalendar=" + event + "\n"));
        return """
                [Unit]
                Description=%s
                PartOf=%s.target

                [Timer]
                %sAccuracySec=1s

                [Install]
                WantedBy=%s.target
                """.formatted(unit, paths.name(), String.join("", events), paths.name());
    }

    private String process(String command) {
        return """
                User=%s
                Group=%s
                WorkingDirectory=%s
                StateDirectory=%s
                Environment=PYWAR_ON_ERROR=raise PYWAR_BIND=%s
                EnvironmentFile=-%s
                ExecStart=%s/bin/python %s %s
                NoNewPrivileges=yes
                PrivateTmp=yes
                ProtectHome=yes
                ProtectSystem=full
                """.formatted(
                        settings.user(),
                        settings.user(),
                        paths.application(),
                        paths.name(),
                        settings.bind(),
                        paths.environment(),
                        paths.current(),
                        paths.current(),
                        command);
    }
}

package io.github.pywar.app.process;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.text.SourceLocation;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Process type as a POM or a Procfile declares it.
 *
 * @param name of the process type, not checked yet
 * @param command as one text
 * @param instances number of equal processes; empty: not declared
 * @param stopSeconds time in seconds for a process to end after SIGTERM; empty: not declared
 * @param schedule five fields of cron; empty for a process that runs all the time
 * @param location of the declaration, for messages
 */
public record ProcessDeclaration(
        String name,
        String command,
        OptionalInt instances,
        OptionalInt stopSeconds,
        Optional<String> schedule,
        SourceLocation location) {

    /** Name of the process type that the archive's server is. */
    public static final String WEB = "web";

    /** Name by which a Procfile declares a command of the deployment. */
    public static final String RELEASE = "release";

    /** DNS label: the name becomes part of the names of systemd units and of objects in Kubernetes. */
    private static final Pattern NAME = Pattern.compile("[a-z](?:[a-z0-9-]{0,38}[a-z0-9])?");

    private static final int MAX_INSTANCES = 64;
    private static final int MAX_STOP_SECONDS = 86_400;
    private static final int DEFAULT_STOP_SECONDS = 60;

    /** Declaration with a name and a command only. */
    public ProcessDeclaration(String name, String command, SourceLocation location) {
        this(name, command, OptionalInt.empty(), OptionalInt.empty(), Optional.empty(), location);
    }

    /**
     * Parses the declaration.
     *
     * @throws UserException if a part of it is invalid
     */
    public ProcessType parse() {
        checkName();
        ProcessCommand parsed = ProcessCommand.parse(command, location);
        if (schedule.isPresent()) {
            checkTimer();
            return ProcessType.timer(name, parsed.words(), CronSchedule.parse(schedule.get(), location));
        }
        return ProcessType.worker(
                name,
                parsed.words(),
                checked("instances", instances.orElse(1), MAX_INSTANCES),
                checked("stopTimeout", stopSeconds.orElse(DEFAULT_STOP_SECONDS), MAX_STOP_SECONDS));
    }

    private void checkTimer() {
        if (instances.isPresent() || stopSeconds.isPresent()) {
            String element = instances.isPresent() ? "instances" : "stopTimeout";
            throw UserException.of("<" + element + "> has no effect on the process `" + name
                            + "`, which has a <schedule>\n    from: " + location)
                    .hint("remove <" + element
                            + ">: a timer runs once at a time, and a deployment lets a running one end");
        }
    }

    private void checkName() {
        if (name.equals(WEB)) {
            throw fault("is the server of the archive, which is not declared in <processes>")
                    .hint("remove it; <server> selects the server, and `config` prints its options");
        }
        if (name.equals(RELEASE)) {
            throw fault("is reserved: in a Procfile it is a command of the deployment")
                    .hint("write the command into a hook, src/main/hooks/pre-deploy/10-release.sh")
                    .hint("or use another name");
        }
        if (!NAME.matcher(name).matches()) {
            throw fault("is not a name of lowercase letters, digits and `-` that begins with a letter, at most 40 long")
                    .hint(proposal());
        }
    }

    private String proposal() {
        String other =
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^[^a-z]+|-+$", "");
        return NAME.matcher(other).matches() ? "rename it to `" + other + "`" : "rename it, for example to `worker`";
    }

    private int checked(String element, int value, int most) {
        if (value < 1 || value > most) {
            throw UserException.of("<" + element + "> of the process `" + name + "` is `" + value
                    + "`: it must be from 1 to " + most + "\n    from: " + location);
        }
        return value;
    }

    private UserException fault(String why) {
        return UserException.of("The process name `" + name + "` " + why + "\n    from: " + location);
    }
}

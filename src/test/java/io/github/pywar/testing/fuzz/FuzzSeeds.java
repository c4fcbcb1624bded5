package io.github.pywar.testing.fuzz;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** The committed inputs of a {@link FuzzTarget}: valid files, and inputs that once showed a fault. */
final class FuzzSeeds implements ArgumentsProvider {

    private static final Path ROOT = Path.of("src/test/fuzz");

    /** Returns the folder of a target. */
    static Path folder(Method target) {
        return ROOT.resolve(target.getDeclaringClass().getSimpleName()).resolve(target.getName());
    }

    @Override
    public Stream<Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context)
            throws IOException {
        List<Arguments> inputs = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder(context.getRequiredTestMethod()))) {
            for (Path file : files.sorted().toList()) {
                inputs.add(Arguments.of(new FuzzInput(file.getFileName().toString(), Files.readAllBytes(file))));
            }
        }
        return inputs.stream();
    }
}

package io.github.pywar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.model.building.DefaultModelBuilderFactory;
import org.apache.maven.model.building.DefaultModelBuildingRequest;
import org.apache.maven.model.building.ModelBuildingException;
import org.apache.maven.model.building.ModelBuildingRequest;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The parts of the build that each option skips, in the effective POM of this project. */
class BuildOptionsTest {

    @ParameterizedTest
    @CsvSource({
        "'',                                        plugin projects mavens",
        "skipTests=true,                            ''",
        "skipTests=false,                           plugin projects mavens",
        "maven.test.skip=true,                      ''",
        "invoker.skip=true,                         plugin",
        "pywar.skipProjects=true,                   plugin",
        "pywar.skipOtherMavens=true,                plugin projects",
        "profile=demo,                              plugin demo"
    })
    void skipsPartsByOption(String option, String parts) throws ModelBuildingException {
        Map<String, Boolean> skipped = skipped(effective(option));

        assertThat(skipped.entrySet().stream()
                        .filter(part -> !part.getValue())
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet()))
                .isEqualTo(Stream.of(parts.split(" "))
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.toSet()));
    }

    private static Map<String, Boolean> skipped(Model model) {
        Map<String, Boolean> parts = new TreeMap<>();
        for (Plugin plugin : model.getBuild().getPlugins()) {
            for (PluginExecution execution : plugin.getExecutions()) {
                switch (execution.getId()) {
                    case "install-plugin" -> parts.put("plugin", is(execution, "skipInstallation"));
                    case "projects" -> parts.put("projects", is(execution, "skipInvocation"));
                    case "demo" -> parts.put("demo", is(execution, "skipInvocation"));
                    case "other-mavens" -> parts.put("mavens", is(execution, "skip"));
                    default -> {
                        if (execution.getId().startsWith("projects-maven-")) {
                            parts.merge("mavens", is(execution, "skipInvocation"), Boolean::logicalAnd);
                        }
                    }
                }
            }
        }
        return parts;
    }

    private static boolean is(PluginExecution execution, String parameter) {
        Xpp3Dom configuration = (Xpp3Dom) execution.getConfiguration();
        return Boolean.parseBoolean(configuration.getChild(parameter).getValue());
    }

    private static Model effective(String option) throws ModelBuildingException {
        String[] parts = option.split("=", 2);
        ModelBuildingRequest request = new DefaultModelBuildingRequest()
                .setPomFile(new File("pom.xml"))
                .setSystemProperties(System.getProperties())
                .setUserProperties(new Properties())
                // interpolates the model without downloads
                .setTwoPhaseBuilding(true)
                .setValidationLevel(ModelBuildingRequest.VALIDATION_LEVEL_MINIMAL);
        if (parts[0].equals("profile")) {
            request.setActiveProfileIds(List.of(parts[1]));
        } else if (parts.length == 2) {
            request.getUserProperties().setProperty(parts[0], parts[1]);
        }
        return new DefaultModelBuilderFactory().newInstance().build(request).getEffectiveModel();
    }
}

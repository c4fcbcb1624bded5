package io.github.pywar.testing.page;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.maven.model.Build;
import org.apache.maven.model.ConfigurationContainer;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginContainer;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.apache.maven.settings.io.xpp3.SettingsXpp3Reader;
import org.apache.maven.toolchain.model.io.xpp3.MavenToolchainsXpp3Reader;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;

/**
 * Check of XML: a POM, {@code settings.xml} or {@code toolchains.xml}, or elements of one of these. Maven's own strict
 * readers read it, and the configuration of the plugin is compared with its descriptor.
 */
final class XmlBlock {

    private static final String PLUGIN = "pywar-maven-plugin";
    private static final String OUR_PLUGIN = "<project><build><plugins><plugin><artifactId>" + PLUGIN + "</artifactId>";

    /** Elements of POMs, with those that contain them. */
    private static final Map<String, String> POM = Map.ofEntries(
            Map.entry("plugin", "project/build/plugins"),
            Map.entry("plugins", "project/build"),
            Map.entry("pluginManagement", "project/build"),
            Map.entry("extensions", "project/build"),
            Map.entry("build", "project"),
            Map.entry("reporting", "project"),
            Map.entry("parent", "project"),
            Map.entry("modules", "project"),
            Map.entry("properties", "project"),
            Map.entry("dependency", "project/dependencies"),
            Map.entry("dependencies", "project"),
            Map.entry("dependencyManagement", "project"),
            Map.entry("repositories", "project"),
            Map.entry("pluginRepositories", "project"),
            Map.entry("distributionManagement", "project"));

    /** Elements of {@code settings.xml}, with those that contain them. */
    private static final Map<String, String> SETTINGS = Map.of(
            "servers", "settings",
            "server", "settings/servers",
            "mirrors", "settings",
            "mirror", "settings/mirrors",
            "proxies", "settings",
            "proxy", "settings/proxies",
            "profiles", "settings",
            "profile", "settings/profiles",
            "activeProfiles", "settings",
            "pluginGroups", "settings");

    /** Files of other plugins, which are only parsed. */
    private static final Set<String> OTHER_FILES = Set.of("assembly", "cache");

    private final PluginVocabulary known;
    private final List<String> faults;

    private XmlBlock(PluginVocabulary known, List<String> faults) {
        this.known = known;
        this.faults = faults;
    }

    /** Adds the faults of a block. */
    static void check(String text, PluginVocabulary known, List<String> faults) {
        try {
            new XmlBlock(known, faults).elements(text.replaceFirst("<\\?xml.*?\\?>", ""));
        } catch (XmlPullParserException | IOException e) {
            faults.add(e.getMessage());
        }
    }

    private void elements(String text) throws XmlPullParserException, IOException {
        Xpp3Dom[] roots = Xpp3DomBuilder.build(new StringReader("<all>" + text + "</all>"))
                .getChildren();
        if (Stream.of(roots).allMatch(root -> root.getName().equals("project"))) {
            pom(text);
        } else if (Stream.of(roots).allMatch(this::isOfPlugin)) {
            pom(OUR_PLUGIN + "<configuration>" + text + "</configuration></plugin></plugins></build></project>");
        } else {
            for (Xpp3Dom root : roots) {
                element(root);
            }
        }
    }

    /** Returns whether the element is a parameter. {@code <server>} with children is an element of settings.xml. */
    private boolean isOfPlugin(Xpp3Dom root) {
        String name = root.getName();
        boolean isOfOtherFile = POM.containsKey(name) || SETTINGS.containsKey(name) && root.getChildCount() > 0;
        return known.parameters().containsKey(name) && !isOfOtherFile;
    }

    private void element(Xpp3Dom root) throws XmlPullParserException, IOException {
        String name = root.getName();
        String text = root.toString().replaceFirst("<\\?xml.*?\\?>", "");
        if (name.equals("settings") || SETTINGS.containsKey(name)) {
            new SettingsXpp3Reader().read(new StringReader(within(SETTINGS.getOrDefault(name, ""), text)), true);
        } else if (name.equals("toolchains") || name.equals("toolchain")) {
            new MavenToolchainsXpp3Reader()
                    .read(new StringReader(within(name.equals("toolchain") ? "toolchains" : "", text)), true);
        } else if (name.equals("configuration") || name.equals("executions") || name.equals("execution")) {
            String inside = name.equals("execution") ? "<executions>" + text + "</executions>" : text;
            pom(OUR_PLUGIN + inside + "</plugin></plugins></build></project>");
        } else if (POM.containsKey(name)) {
            pom(within(POM.get(name), text));
        } else if (!OTHER_FILES.contains(name)) {
            faults.add("<" + name + "> is no element of a POM, of settings.xml or of the plugin's configuration");
        }
    }

    private static String within(String path, String text) {
        String result = text;
        List<String> names = path.isEmpty() ? List.of() : List.of(path.split("/"));
        for (int at = names.size() - 1; at >= 0; at--) {
            result = "<" + names.get(at) + ">" + result + "</" + names.get(at) + ">";
        }
        return result;
    }

    private void pom(String text) throws XmlPullParserException, IOException {
        Model model = new MavenXpp3Reader().read(new StringReader(text), true);
        Stream.concat(Stream.of(model.getBuild()), model.getProfiles().stream().map(profile -> profile.getBuild()))
                .flatMap(build -> Optional.ofNullable(build).stream())
                .flatMap(build -> build instanceof Build all && all.getPluginManagement() != null
                        ? Stream.of(build, all.getPluginManagement())
                        : Stream.of(build))
                .map(PluginContainer.class::cast)
                .flatMap(container -> container.getPlugins().stream())
                .filter(plugin -> plugin.getArtifactId().equals(PLUGIN))
                .forEach(this::plugin);
    }

    private void plugin(Plugin plugin) {
        Stream.concat(Stream.<ConfigurationContainer>of(plugin), plugin.getExecutions().stream())
                .map(ConfigurationContainer::getConfiguration)
                .filter(Xpp3Dom.class::isInstance)
                .flatMap(configuration -> Stream.of(((Xpp3Dom) configuration).getChildren()))
                .forEach(this::parameter);
        plugin.getExecutions().stream()
                .flatMap(execution -> execution.getGoals().stream())
                .filter(goal -> !known.goals().contains(goal))
                .forEach(goal -> faults.add("the plugin has no goal " + goal));
    }

    private void parameter(Xpp3Dom element) {
        String name = element.getName();
        if (!known.parameters().containsKey(name)) {
            faults.add("the plugin has no parameter <" + name + ">");
            return;
        }
        known.bean(name)
                .ifPresent(bean -> Stream.of(element.getChildren())
                        .flatMap(child -> known.isListOfBeans(name) ? Stream.of(child.getChildren()) : Stream.of(child))
                        .filter(child -> !PluginVocabulary.accepts(bean, child.getName()))
                        .forEach(child -> faults.add("<" + name + "> has no element <" + child.getName() + ">")));
    }
}

package io.github.pywar.app.classarchive;

/** Coordinates of the plugin whose classes are archived. */
public record PluginVersion(String groupId, String artifactId, String version) {}

package io.github.pywar.app.ospackage;

/**
 * Scripts that the package tool runs as root.
 *
 * @param beforeInstall before the files are unpacked
 * @param afterInstall after the files are unpacked
 * @param beforeRemove before the files are removed
 * @param afterRemove after the files are removed
 */
public record PackageScripts(String beforeInstall, String afterInstall, String beforeRemove, String afterRemove) {}

/**
 * Declared dependencies of an application: requirements files, {@code pyproject.toml}, the POM, and wheels that are Maven
 * artifacts. Nothing is resolved here.
 */
package io.github.pywar.app.dependency;

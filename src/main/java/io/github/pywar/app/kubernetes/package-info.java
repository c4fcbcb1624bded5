/** Objects of Kubernetes for an archive, as a base of Kustomize. */
package io.github.pywar.app.kubernetes;

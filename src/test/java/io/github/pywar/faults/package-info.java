/** Faults on the build side: servers, disks, caches and processes that fail while an application is built. */
package io.github.pywar.faults;

/** Packages of operating systems (deb, rpm): files, systemd units, scripts, requirements. */
package io.github.pywar.app.ospackage;

/** Ansible collection that deploys one archive to several hosts. */
package io.github.pywar.app.ansible;

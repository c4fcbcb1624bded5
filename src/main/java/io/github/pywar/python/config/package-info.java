/**
 * What the build machine already knows of indexes: pip's configuration files and variables, uv's, netrc, the variables
 * for proxies and certificates, and the index that pip uses when nobody names one. The environment comes in as an
 * argument.
 */
package io.github.pywar.python.config;

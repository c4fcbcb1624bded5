/**
 * Configuration of the build machine: pip's and uv's files and variables, netrc, the variables for proxies and
 * certificates, and pip's default index. The environment is an argument.
 */
package io.github.pywar.python.config;

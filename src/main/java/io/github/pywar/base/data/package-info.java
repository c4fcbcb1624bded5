/** JSON and TOML, through libraries. */
package io.github.pywar.base.data;

package io.github.pywar.maven;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugins.annotations.Parameter;

/** The parameters that say which libraries an application needs and where they come from. */
abstract class AbstractLibrariesMojo extends AbstractPywarMojo {

    /**
     * What the application requires, beside what its files say: elements, or a text with one requirement a line.
     *
     * <p>Default: none. Example: {@code -Dpywar.requirements="flask>=3,<4;;sqlalchemy"}
     */
    @Parameter(property = "pywar.requirements")
    Requirements requirements = new Requirements();

    /**
     * Requirements files. Where there is none, the table {@code [project]} of {@code pyproject.toml} says what is
     * required.
     *
     * <p>Default: {@code requirements.txt}, if it is there. Example: {@code
     * -Dpywar.requirementsFiles=requirements/production.txt}
     */
    @Parameter(property = "pywar.requirementsFiles")
    List<File> requirementsFiles = new ArrayList<>();

    /**
     * Extras of the table {@code [project]} of {@code pyproject.toml}.
     *
     * <p>Default: none. Example: {@code -Dpywar.extras=postgres,redis}
     */
    @Parameter(property = "pywar.extras")
    List<String> extras = new ArrayList<>();

    /**
     * Dependency groups of {@code pyproject.toml}.
     *
     * <p>Default: none. Example: {@code -Dpywar.groups=production}
     */
    @Parameter(property = "pywar.groups")
    List<String> groups = new ArrayList<>();

    /**
     * What must hold of projects if they are needed at all: elements {@code <constraint>}, or a text with one a line.
     *
     * <p>Default: none. Example: {@code -Dpywar.constraints="urllib3<2;;werkzeug!=3.1.2"}
     */
    @Parameter(property = "pywar.constraints")
    Requirements constraints = new Requirements();

    /**
     * What every requirement on these projects is replaced by, whoever requires them: elements {@code <override>}, or a
     * text with one a line.
     *
     * <p>Default: none. Example: {@code -Dpywar.overrides="urllib3==1.26.20"}
     */
    @Parameter(property = "pywar.overrides")
    Requirements overrides = new Requirements();

    /**
     * Projects that are left out, whoever requires them.
     *
     * <p>Default: none. Example: {@code -Dpywar.exclusions=setuptools}
     */
    @Parameter(property = "pywar.exclusions")
    List<String> exclusions = new ArrayList<>();

    /**
     * When pre-releases may be chosen: {@code if-necessary} (where no final makes a solution), {@code always}, {@code
     * never}; of one project as {@code NAME=always}.
     *
     * <p>Default: {@code if-necessary}. Example: {@code -Dpywar.prereleases=never,black=always}
     */
    @Parameter(property = "pywar.prereleases")
    List<String> prereleases = new ArrayList<>();

    /**
     * The lock (PEP 751) that says which version and which file of everything is taken. Where there is none, versions
     * are found anew in each build. The goal {@code pywar:lock} writes it; locks of pip and uv will do.
     *
     * <p>Default: {@code pylock.toml}, if it is there. Example: {@code <lockFile>pylock.server.toml</lockFile>}
     */
    @Parameter(property = "pywar.lockFile", defaultValue = "${project.basedir}/pylock.toml")
    File lockFile;

    /**
     * Whether nothing is built without a lock. A lock that is not of what is declared is an error in any case.
     *
     * <p>Default: {@code false}. Example: {@code -Dpywar.frozen}
     */
    @Parameter(property = "pywar.frozen", defaultValue = "false")
    boolean frozen;

    /**
     * The URL of the index of Python packages, for one without a declaration in {@code <indexes>}. Its user and password
     * stand in a {@code <server>} of settings.xml, never here.
     *
     * <p>Default: what the configuration of pip and uv says. Example: {@code
     * -Dpywar.index=https://index.example.org/simple/}
     */
    @Parameter(property = "pywar.index")
    String index;

    /**
     * Indexes of Python packages; the first that has a project serves it.
     *
     * <p>Default: {@code index}. Example: {@code
     * <indexes><index><id>internal</id><url>https://index.example.org/simple/</url></index></indexes>}
     */
    @Parameter
    List<Index> indexes = new ArrayList<>();

    /**
     * Whether all indexes are asked for every project and their files put together, as pip does, instead of the first
     * that has it. Whoever can upload to one of them can then offer a newer version of any project.
     *
     * <p>Default: {@code false}. Example: {@code <mergeIndexes>true</mergeIndexes>}
     */
    @Parameter(property = "pywar.mergeIndexes", defaultValue = "false")
    boolean mergeIndexes;

    /**
     * Folders, files and pages of wheels, beside the indexes.
     *
     * <p>Default: none. Example: {@code -Dpywar.findLinks=wheels}
     */
    @Parameter(property = "pywar.findLinks")
    List<String> findLinks = new ArrayList<>();

    /**
     * Whether no index is asked: everything comes from {@code findLinks}.
     *
     * <p>Default: {@code false}. Example: {@code -Dpywar.noIndex}
     */
    @Parameter(property = "pywar.noIndex", defaultValue = "false")
    boolean noIndex;

    /**
     * When a file must have come to its index at the latest to count: a date, a time, or how long before the build. An
     * index that tells no upload times holds nothing back, and a warning says so.
     *
     * <p>Default: none. Example: {@code <uploadedBefore>7 days</uploadedBefore>}
     */
    @Parameter(property = "pywar.uploadedBefore")
    String uploadedBefore;

    /**
     * Where downloads are kept.
     *
     * <p>Default: {@code .cache/pywar/v1} in the local repository. Example: {@code -Dpywar.cacheDirectory=/var/cache/pywar}
     */
    @Parameter(property = "pywar.cacheDirectory")
    File cacheDirectory;

    /**
     * How many requests may be under way at the same time.
     *
     * <p>Default: {@code 16}. Example: {@code -Dpywar.connections=4}
     */
    @Parameter(property = "pywar.connections", defaultValue = "16")
    int connections;

    /**
     * How often a request that failed is made again.
     *
     * <p>Default: {@code 3}. Example: {@code -Dpywar.retries=0}
     */
    @Parameter(property = "pywar.retries", defaultValue = "3")
    int retries;

    /**
     * How much a wheel may hold before it is refused as a bomb: {@code files}, {@code megabytes} of all of them inflated
     * (a download ends there as well), and {@code ratio} of inflated to deflated size, from 256 MB on.
     *
     * <p>Default: {@code 250000}, {@code 8192}, {@code 400}. Example: {@code
     * <wheelLimits><megabytes>512</megabytes></wheelLimits>}
     */
    @Parameter
    WheelLimits wheelLimits = new WheelLimits();

    /**
     * Projects whose wheels are used although their RECORD is faulty: files that it does not list, rows without a file,
     * sums by MD5 or SHA-1, no sum, malformed rows. A warning lists the faults. A file that differs from its sum is
     * always refused.
     *
     * <p>Default: none. Example: {@code -Dpywar.allowRecordFaults=selenium,aws-psycopg2}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.allowRecordFaults")
    List<String> allowRecordFaults = new ArrayList<>();

    /**
     * Projects whose wheels may have compiled Python modules ({@code .pyc}) without a source. Such code cannot be
     * reviewed. Compiled modules with a source beside them are left out of every archive: the server compiles the source.
     *
     * <p>Default: none. Example: {@code -Dpywar.allowBytecode=vendor-engine}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.allowBytecode")
    List<String> allowBytecode = new ArrayList<>();
}

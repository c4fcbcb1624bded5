import io.github.pywar.testing.BuiltProject

def project = BuiltProject.of(basedir.toPath())
def processes = { module -> project.manifest(project.file("$module/target/shop-$module-1.0.0.pywar")).at("/processes").toString() }

assert processes("pom") == '[{"name":"worker","command":["greet","--loud"],"instances":2,"stopSeconds":300},' +
        '{"name":"nightly","command":["python","-m","shop.nightly","a b"],"schedule":"0 3 * * mon-fri"}]'
assert processes("procfile") == '[{"name":"worker","command":["greet"],"instances":1,"stopSeconds":60}]'
assert processes("none") == ''
project.assertLogContains(
        "`Procfile` is not used: <processes> declares the processes",
        "`greeet` is not a script of the archive's `bin/`", "did you mean `greet`?",
        "`web` of Procfile:1 starts `gunicorn`, and the archive's server is `waitress`",
        "`release` of Procfile:2 has no effect")
return true

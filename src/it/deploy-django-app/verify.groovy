import io.github.pywar.testing.BuiltProject

context.get("index").close()
def project = BuiltProject.of(basedir.toPath())
project.assertLogContains("Hooks: prepare/10-folders.sh, pre-deploy/10-migrate.sh, pre-deploy/20-static.sh")
project.assertLogContains("GET /admin/login/ returned 200")
return true

import io.github.pywar.testing.BuiltProject

def project = BuiltProject.of(basedir.toPath())
project.file("repository/com/example/shop/1.0.0/shop-1.0.0.pywar")
def receipt = new groovy.json.JsonSlurper().parse(project.file("target/pywar/deployment.json").toFile())
assert receipt.toString().contains("shop")
// hidden files and the files of the build servers are not packaged: sources are in src/main/python
assert project.names(project.file("target/shop-1.0.0.pywar")).findAll { it.startsWith("app/") } ==
        ["app/shop/__init__.py", "app/shop/app.py"]
["Jenkinsfile", ".gitlab-ci.yml", ".github/workflows/build.yml"].each {
    assert new File(basedir, it).text.contains("-Dpywar.frozen deploy") : it
}
return true

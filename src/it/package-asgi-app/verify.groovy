import io.github.pywar.testing.BuiltProject

["fastapi", "starlette", "django"].each { name ->
    def project = BuiltProject.of(basedir.toPath().resolve(name))
    def archive = project.file("target/${name}-shop-1.0.0.pywar")
    def manifest = project.manifest(archive)
    assert manifest.at("/entry/interface").asText() == "asgi"
    assert manifest.path("server").asText() == "uvicorn"
    def packages = manifest.path("packages").collect { it.path("name").asText() }
    assert packages.containsAll([name, "uvicorn"])
    assert !packages.contains("waitress")
    project.assertArchiveContains(archive, "bin/uvicorn", "_pywar/asgi.py")
    BuiltProject.of(basedir.toPath()).assertLogContains("Started `${name}-shop-1.0.0.pywar` on cpython")
}
return true

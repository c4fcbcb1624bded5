import io.github.pywar.testing.BuiltProject

def project = BuiltProject.of(basedir.toPath())
def log = project.log()
def count = { text -> log.split(java.util.regex.Pattern.quote(text), -1).length - 1 }
def archive = project.file("other-target/static-shop-1.0.0.pywar")
project.assertArchiveContains(
    archive,
    "app/shop/static/shop/dist/shop.js",
    "app/shop/locale/de/LC_MESSAGES/django.mo",
    "app/static-root/staticfiles.json",
    "app/static-root/shop/dist/shop.js")
project.assertArchiveLacks(archive, "app/build.log", "app/shop/static/shop/build.log", "app/db.sqlite3")
assert project.text(archive, "app/shop/static/shop/dist/shop.js").startsWith("// shop front end\n")
project.assertLogContains("Not packed, because the build step `python build.py --name \"shop front end\"`", "`build.log`")
project.assertLogLacks("writes the path of this build's folder", "only for the build")

// the server finds all files, and needs no hook for them
project.assertLogContains("Started `static-shop-1.0.0.pywar` on cpython", "css returned 200", "GET / returned 200")
def page = new ProcessBuilder("python3", archive.toString(), "run", "print_start.py").redirectErrorStream(true)
page.environment().put("SECRET_KEY", "only for this script")
def printed = page.start().inputStream.text
assert printed.contains("Willkommen") && printed.contains('href="/static/shop/shop.') : printed
assert printed.contains("200 max-age=315360000, public, immutable h1 { color: navy; }") : printed

// 1 and 3: all steps run. 2 and 4: built again, because build.log or a parameter has changed, with the results of the steps
assert count("Build step `python manage.py collectstatic --noinput`: ") == 4
assert count(" of an earlier run: nothing has changed") == 6
assert count("Skipped 3 build steps") == 1
project.assertArchiveLacks(project.file("no-steps/static-shop-1.0.0.pywar"), "app/static-root/staticfiles.json")
project.assertSameBytes(project.file("target/static-shop-1.0.0.pywar"), archive)
return true

import io.github.pywar.testing.BuiltProject

def unseen = BuiltProject.of(basedir.toPath())
unseen.assertReceipt("target/pywar/deployment.json", unseen.file("target/unseen-1.0.0.pywar"))
unseen.assertLogContains("the repository is taken from <distributionManagement>",
        "Read back com.example:unseen:pywar:1.0.0 from repository `releases`", "Skipped: maven.deploy.skip is set")
return true

<?xml version="1.0" encoding="UTF-8"?>
<!-- Shortens the plugin's descriptor: Maven reads all of it in each build of a user, twice. A description of several goals is
     complete in `package` and in the first of the goals; the others have its first sentence. Elements with Maven's default are
     left out. `pywar:help` has its own descriptor, with the complete descriptions. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output method="xml" encoding="UTF-8" indent="no"/>
  <xsl:strip-space elements="*"/>
  <!-- goals have parameters of the same name and another meaning -->
  <xsl:key name="parameters" match="parameter" use="concat(name, ' ', description)"/>

  <xsl:template match="@*|node()">
    <xsl:copy>
      <xsl:apply-templates select="@*|node()"/>
    </xsl:copy>
  </xsl:template>

  <xsl:template match="parameter/required[. = 'false']|parameter/editable[. = 'true']|parameter/since[. = ../../../since]"/>
  <xsl:template match="parameter/description[. = '']|plugin/comment()"/>

  <xsl:template match="parameter/description">
    <xsl:variable name="isFirst" select="generate-id(..) = generate-id(key('parameters', concat(../name, ' ', .))[1])"/>
    <xsl:variable name="sentence" select="substring-before(concat(normalize-space(.), ' '), '. ')"/>
    <xsl:copy>
      <xsl:choose>
        <xsl:when test="$isFirst or ancestor::mojo/goal = 'package' or $sentence = ''">
          <xsl:value-of select="."/>
        </xsl:when>
        <xsl:otherwise>
          <xsl:value-of select="concat($sentence, '.')"/>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:copy>
  </xsl:template>
</xsl:stylesheet>

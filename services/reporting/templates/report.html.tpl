{{%AUTOESCAPE context="HTML"}}<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Peerage">
<title>{{REPORT_TITLE}} – {{FORCE}}, {{MONTH}}</title>
<style>
@page { @top-center { content: "{{MARKING}}"; } @bottom-center { content: "{{MARKING}}"; } }
/*REPORT_STYLE*/
</style>
</head>
<body>
<p class="marking">{{MARKING}}</p>
<header class="title-block">
  <p class="kicker">{{FORCE}} <span aria-hidden="true">·</span> {{MONTH}}</p>
  <h1>{{REPORT_TITLE}}</h1>
  <dl class="facts">
    {{#HAS_REPORT_TO}}<div><dt>Report to</dt><dd>{{REPORT_TO}}</dd></div>{{/HAS_REPORT_TO}}
    <div><dt>Data for</dt><dd>{{MONTH}}, compared with {{PREVIOUS_MONTH}}</dd></div>
    <div><dt>Compared with</dt><dd>{{GROUP_NAME}}{{#GROUP_VERIFIED}} <span class="tag">verified</span>{{/GROUP_VERIFIED}}{{#GROUP_NOT_VERIFIED}} <span class="tag tag-caution">not verified for this period</span>{{/GROUP_NOT_VERIFIED}}</dd></div>
    <div><dt>Data set</dt><dd>{{DATASET}}</dd></div>
  </dl>
</header>
<main>
{{#HAS_NOTICE}}
<aside class="notice" aria-label="Notice about the data">
  <p><strong>Please note.</strong> {{NOTICE}}</p>
</aside>
{{/HAS_NOTICE}}
<section aria-labelledby="summary">
  <h2 id="summary">Executive summary</h2>
  <div class="summary">
    {{#SUMMARY}}
    <div class="list">
      <h3>{{HEADING}}</h3>
      <ul>
        {{#ITEM}}
        <li>{{TEXT}}</li>
        {{/ITEM}}
      </ul>
    </div>
    {{/SUMMARY}}
  </div>
  {{#HAS_UNAVAILABLE}}
  <div class="unavailable">
    <p>No comparable period is available at this month for:</p>
    <ul>
      {{#UNAVAILABLE}}
      <li>{{TEXT}}</li>
      {{/UNAVAILABLE}}
    </ul>
  </div>
  {{/HAS_UNAVAILABLE}}
</section>
<section aria-labelledby="performance">
  <h2 id="performance">Performance in the priority areas</h2>
  <div class="scroll" role="region" aria-labelledby="performance-caption" tabindex="0">
  <table class="performance">
    <caption id="performance-caption">{{FORCE}}, {{MONTH}}; group: {{GROUP_NAME}}</caption>
    <thead>
      <tr>
        <th scope="col">Priority area</th>
        <th scope="col">Value</th>
        <th scope="col">{{GROUP}} position</th>
        <th scope="col">Last 12 positions</th>
        {{#HAS_NATIONAL}}
        <th scope="col">National position</th>
        {{/HAS_NATIONAL}}
        <th scope="col">Change over the year</th>
        <th scope="col">Change required to reach {{GROUP}} average</th>
        <th scope="col">Change required to reach top quartile rank</th>
        <th scope="col">Aspiration</th>
      </tr>
    </thead>
    {{#AREA}}
    <tbody>
      {{#HAS_AREA_NAME}}
      <tr class="area"><th scope="rowgroup" colspan="{{COLUMNS}}">{{AREA_NAME}}</th></tr>
      {{/HAS_AREA_NAME}}
      {{#ROW}}
      <tr class="measure">
        <th scope="row">{{LABEL}}{{#HAS_PERIOD_NOTE}} <span class="note">{{PERIOD_NOTE}}</span>{{/HAS_PERIOD_NOTE}}</th>
        <td class="value" data-column="Value">{{VALUE}}{{#HAS_VALUE_NOTE}} <span class="note">{{VALUE_NOTE}}</span>{{/HAS_VALUE_NOTE}}</td>
        <td class="position" data-column="{{GROUP}} position">{{POSITION}}{{#HAS_NO_POSITION_NOTE}} <span class="note">{{NO_POSITION_NOTE}}</span>{{/HAS_NO_POSITION_NOTE}}</td>
        <td class="spark" data-column="Last 12 positions">
          {{#SPARKLINE}}
          <svg role="img" aria-labelledby="{{ID}}-title {{ID}}-words" width="{{WIDTH}}" height="{{HEIGHT}}" viewBox="0 0 {{WIDTH}} {{HEIGHT}}">
            <title id="{{ID}}-title">{{TITLE}}</title>
            <desc id="{{ID}}-words">{{DESCRIPTION}}</desc>
            <line class="edge" x1="{{LEFT}}" x2="{{RIGHT}}" y1="{{TOP}}" y2="{{TOP}}"/>
            <line class="edge" x1="{{LEFT}}" x2="{{RIGHT}}" y1="{{BOTTOM}}" y2="{{BOTTOM}}"/>
            <text class="end" x="{{LEFT}}" y="{{TOP}}" dx="-3" dy="3" text-anchor="end">1</text>
            <text class="end" x="{{LEFT}}" y="{{BOTTOM}}" dx="-3" dy="3" text-anchor="end">{{LOWEST}}</text>
            {{#ASPIRED}}
            <line class="aspired" x1="{{LEFT}}" x2="{{RIGHT}}" y1="{{Y}}" y2="{{Y}}"/>
            {{/ASPIRED}}
            {{#RUN}}
            <path class="run" d="{{PATH}}"/>
            {{/RUN}}
            {{#POINT}}
            <circle class="point" cx="{{X}}" cy="{{Y}}" r="1.3"/>
            {{/POINT}}
            {{#LAST}}
            <circle class="last" cx="{{X}}" cy="{{Y}}" r="3.2"/>
            {{/LAST}}
          </svg>
          {{/SPARKLINE}}
          {{#NO_SPARKLINE}}<span class="quiet">no positions</span>{{/NO_SPARKLINE}}
        </td>
        {{#NATIONAL}}
        <td data-column="National position">{{NATIONAL_POSITION}}{{#HAS_NATIONAL_VALUE}} <span class="note">England and Wales: {{NATIONAL_VALUE}}</span>{{/HAS_NATIONAL_VALUE}}</td>
        {{/NATIONAL}}
        <td data-column="Change over the year">{{ON_YEAR}}{{#HAS_ON_YEAR_NOTE}} <span class="note">{{ON_YEAR_NOTE}}</span>{{/HAS_ON_YEAR_NOTE}}</td>
        <td data-column="Change required to reach {{GROUP}} average">{{TO_AVERAGE}}{{#HAS_AVERAGE}} <span class="note">average {{AVERAGE}}</span>{{/HAS_AVERAGE}}{{#HAS_WHOLE}} <span class="note">England and Wales: {{WHOLE}}</span>{{/HAS_WHOLE}}</td>
        <td data-column="Change required to reach top quartile rank">{{TO_TOP_QUARTILE}}{{#HAS_TOP_QUARTILE}} <span class="note">to {{TOP_QUARTILE}}</span>{{/HAS_TOP_QUARTILE}}</td>
        <td class="aspiration" data-column="Aspiration">{{ASPIRATION}} <span class="verdict {{VERDICT_CLASS}}">{{VERDICT}}</span></td>
      </tr>
      {{/ROW}}
    </tbody>
    {{/AREA}}
  </table>
  </div>
  <dl class="key" aria-label="Key">
    {{#HAS_ASPIRATIONS}}
    <div><dt><span class="verdict below">Below Aspiration</span></dt><dd>the aspiration is not reached</dd></div>
    <div><dt><span class="verdict met">Met or Exceeded Aspiration</span></dt><dd>the aspiration is reached or passed</dd></div>
    {{/HAS_ASPIRATIONS}}
    {{#HAS_NEUTRAL_VERDICT}}
    <div><dt><span class="verdict neutral">Either, in grey</span></dt><dd>neither direction is better</dd></div>
    {{/HAS_NEUTRAL_VERDICT}}
    <div><dt><svg width="44" height="14" viewBox="0 0 44 14" aria-hidden="true"><path class="run" d="M3,10L18,4L38,7"/><circle class="last" cx="38" cy="7" r="3.2"/></svg></dt><dd>positions, oldest left, first place on top; the dot is the newest</dd></div>
    {{#HAS_ASPIRATIONS}}
    <div><dt><svg width="44" height="14" viewBox="0 0 44 14" aria-hidden="true"><line class="aspired" x1="3" x2="41" y1="7" y2="7"/></svg></dt><dd>the aspired position</dd></div>
    {{/HAS_ASPIRATIONS}}
  </dl>
</section>
<section aria-labelledby="update">
  <h2 id="update">Update since {{PREVIOUS_MONTH}}</h2>
  <div class="scroll" role="region" aria-labelledby="update-caption" tabindex="0">
  <table class="update">
    <caption id="update-caption">Positions of {{PREVIOUS_MONTH}} and {{MONTH}}; previous figures in brackets</caption>
    <thead>
      <tr>
        <th scope="col">Priority area</th>
        <th scope="col">Aspiration</th>
        <th scope="col">{{PREVIOUS_MONTH}} position</th>
        <th scope="col">{{MONTH}} position</th>
        <th scope="col">Update</th>
      </tr>
    </thead>
    {{#UPDATE_AREA}}
    <tbody>
      {{#HAS_AREA_NAME}}
      <tr class="area"><th scope="rowgroup" colspan="5">{{AREA_NAME}}</th></tr>
      {{/HAS_AREA_NAME}}
      {{#ROW}}
      <tr class="measure">
        <th scope="row">{{LABEL}}</th>
        <td data-column="Aspiration">{{ASPIRATION}}</td>
        <td data-column="{{PREVIOUS_MONTH}} position">{{PREVIOUS}}{{#HAS_PREVIOUS_NOTE}} <span class="note">{{PREVIOUS_NOTE}}</span>{{/HAS_PREVIOUS_NOTE}}</td>
        <td class="position" data-column="{{MONTH}} position">{{PRESENT}}{{#HAS_PERIOD_NOTE}} <span class="note">{{PERIOD_NOTE}}</span>{{/HAS_PERIOD_NOTE}}</td>
        <td class="sentence" data-column="Update">{{SENTENCE}}</td>
      </tr>
      {{/ROW}}
    </tbody>
    {{/UPDATE_AREA}}
  </table>
  </div>
</section>
<div class="columns">
<section aria-labelledby="notes">
  <h2 id="notes">Notes</h2>
  <ul>
    {{#NOTE}}
    <li>{{TEXT}}</li>
    {{/NOTE}}
  </ul>
</section>
<div>
<section aria-labelledby="caveats">
  <h2 id="caveats">What positions do not say</h2>
  <ul>
    {{#CAVEAT}}
    <li>{{TEXT}}</li>
    {{/CAVEAT}}
  </ul>
</section>
<section aria-labelledby="group">
  <h2 id="group">The group</h2>
  <p>{{GROUP_NOTE}}</p>
</section>
</div>
</div>
</main>
<footer>
  <section aria-labelledby="sources">
    <h2 id="sources">Sources</h2>
    <p>{{ATTRIBUTION}}</p>
    <p>Source: {{SOURCE}}. Licence: {{LICENCE}}.</p>
{{#HAS_USE}}
    <p>{{USE}}</p>
{{/HAS_USE}}
  </section>
  <section aria-labelledby="made">
    <h2 id="made">How this report was made</h2>
    <p>Made by Peerage on {{CREATED}} as report {{REPORT_ID}}, from the data known at release {{SEQ}}. Every figure comes from that one state of the data and stands in the report once. SHA-256 of the report: <span class="digest">{{DIGEST}}</span></p>
  </section>
</footer>
<p class="marking marking-end">{{MARKING}}</p>
</body>
</html>

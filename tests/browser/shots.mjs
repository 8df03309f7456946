/* node tests/browser/shots.mjs: makes docs/screenshots/ anew from a sample store; pngquant makes them small. */
import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Watch, call, desk, end, enter, file, make_store, open_page, phone, serve, source } from './harness.mjs'

const out = process.argv[2] ?? join(source, 'docs', 'screenshots')
const only = process.argv.slice(3)
mkdirSync(out, { recursive: true })
const watch = new Watch()
const shoot = async (page, name) => {
  if (only.length && !only.includes(name)) return
  await page.waitForTimeout(400)
  const path = join(out, `${name}.png`)
  await page.screenshot({ path })
  spawnSync('pngquant', ['--force', '--skip-if-larger', '--ext', '.png', '--speed', '1', '64', path])
}
const findings = '/api/v1/ledgers/ZGJ/findings'
try {
  const empty = await serve(make_store('empty'))
  const first = await open_page(empty, watch, { expect: [422] })
  await first.waitForURL(/setup/)
  for (const [id, value] of [['organisation', '云岭市资源规划局'], ['code', 'ZGJ'], ['name', '梁永和'], ['username', 'liangyh'], ['password', '云岭整改办公室2026年']]) await first.fill(`#${id}`, value)
  await shoot(first, 'setup')
  await first.click('button[type=submit]')
  await first.waitForSelector('.drop')
  await first.setInputFiles('input[type=file]', file('data/sample/people.xlsx'))
  await first.waitForSelector('.rows tbody tr')
  await shoot(first, 'people')

  const server = await serve(make_store('sample'))
  const page = await open_page(server, watch)
  await shoot(page, 'login')
  await enter(page, 'liangyh')
  await page.waitForSelector('.figure')
  await shoot(page, 'home')
  await page.goto(`${server.base}/ledger`)
  await page.waitForSelector('.grid .row.finding')
  await shoot(page, 'ledger')

  // an owner writes, the office corrects: a history of two people
  const owner = await open_page(server, watch, { size: phone })
  await enter(owner, 'jiangxm')
  const row = (await call(owner, 'GET', `${findings}?level=finding&limit=1`)).json.rows[0]
  const write = async (who, body) => {
    const now = (await call(who, 'GET', `${findings}/${row.id}`)).json.record
    const got = await call(who, 'PATCH', `${findings}/${row.id}`, body, { 'If-Match': `"${now.version}"` })
    if (got.status !== 200) throw new Error(got.text)
  }
  await write(owner, { working_text: '已对全市登记窗口开展自查，梳理出三类问题，明确了责任科室和完成时间，正在逐项整改。' })
  await write(page, { working_text: '已对全市登记窗口开展自查，梳理出三类7个问题，明确了责任科室和完成时间，正在逐项整改。', severity: 'serious' })
  await page.goto(`${server.base}/findings/${row.id}`)
  await page.waitForSelector('.history > li')
  await shoot(page, 'finding')
  await page.locator('.history').scrollIntoViewIfNeeded()
  await page.evaluate(() => window.scrollBy(0, document.querySelector('.history').getBoundingClientRect().top - 130))
  await shoot(page, 'history')
  await owner.goto(`${server.base}/ledger`)
  await owner.waitForSelector('a.card')
  await shoot(owner, 'phone-ledger')
  await owner.locator('a.card').first().click()
  await owner.waitForSelector('.history > li')
  await shoot(owner, 'phone-finding')
  await page.goto(`${server.base}/claims`)
  await page.waitForSelector('.disputes li')
  await shoot(page, 'claims')
  await owner.goto(`${server.base}/claims`)
  await owner.waitForSelector('.mine li')
  await shoot(owner, 'phone-claims')

  // the master plan being written; a unit's extract of the special one that was issued
  const plans = (await call(page, 'GET', '/api/v1/ledgers/ZGJ/plans')).json.rows
  await page.goto(`${server.base}/plans/${plans.find((p) => p.kind === 'master').id}`)
  await page.waitForSelector('.missing li')
  await page.waitForTimeout(600)
  await shoot(page, 'plan')
  const surveyor = await open_page(server, watch, { size: phone })
  await enter(surveyor, 'kangzd')
  await surveyor.locator('.waiting-panel [data-kind=plan_extracts] a').first().tap()
  await surveyor.waitForSelector('.extract-page table')
  await shoot(surveyor, 'phone-extract')

  // a unit asks for closing, the office reviews; another measure is reported on from a telephone
  const unit = await open_page(server, watch, { expect: [422] })
  await enter(unit, 'lugf')
  const asked = (await call(unit, 'GET', `${findings}?q=第一议题&level=finding&limit=1`)).json.rows[0]
  const got = await call(unit, 'PATCH', `${findings}/${asked.id}`, { cause: 'rule_not_carried_out', cause_text: '议题审核只看形式，不核对贯彻措施。' }, { 'If-Match': '*' })
  if (got.status !== 200) throw new Error(got.text)
  const report = await unit.evaluate(async (path) => {
    const session = await (await fetch('/api/v1/session')).json()
    const answer = await fetch(path, { method: 'POST', body: '专项报告', headers: { 'X-CSRF-Token': session.csrf, 'X-File-Name': encodeURIComponent('“第一议题”制度整改专项报告.txt') } })
    return (await answer.json()).record.id
  }, `/api/v1/ledgers/ZGJ/attachments?finding_id=${asked.id}`)
  const made = await call(unit, 'POST', '/api/v1/ledgers/ZGJ/closure_requests', {
    finding_id: asked.id, result: '“第一议题”清单已经印发执行，10月以来5次党组会均按清单核对学习内容和贯彻措施，缺项议题不予上会。', settled: '两个缺项议题已补学并补报贯彻措施，此后未再发生。',
    persons_dealt: '对议题审核把关不严的1名同志谈话提醒。', mechanism: '修订党组会议议题管理办法，把核对清单作为上会前置程序。', alike: '对2024年以来的议题逐一复核，另补正3个。',
    completion: 'done', own_rating: 'good', report_id: report,
  })
  if (made.status !== 201) throw new Error(made.text)
  await unit.goto(`${server.base}/findings/${asked.id}#closing`)
  await unit.waitForSelector('#closing')
  await unit.waitForTimeout(900)
  await shoot(unit, 'closing')
  await page.goto(`${server.base}/reviews`)
  await page.click(`.review-list a:has-text("${asked.number}")`)
  await page.waitForTimeout(600)
  await shoot(page, 'reviews')
  // the plan of days, the wall chart, whom to call
  await page.goto(`${server.base}/schedule`)
  await page.waitForSelector('.gate >> nth=9')
  await shoot(page, 'schedule')
  await page.locator('#schedule-chart').evaluate((e) => e.scrollIntoView())
  await page.waitForSelector('.wall-chart .box svg rect[data-key^="corrective_actions:"]', { state: 'attached' })
  await page.evaluate(() => window.scrollTo(0, document.querySelector('.wall-chart').getBoundingClientRect().top + window.scrollY - 110))
  await shoot(page, 'chart')
  await page.goto(`${server.base}/calls`)
  await page.waitForSelector('main table tbody tr')
  await shoot(page, 'calls')
  // who has reported this week, and the summary made of it
  await page.goto(`${server.base}/reports`)
  await page.waitForSelector('.rows tbody tr')
  await shoot(page, 'reports')
  const desk_now = (await call(page, 'GET', '/api/v1/ledgers/ZGJ/report_desk')).json.duties.find((duty) => duty.kind === 'summary')
  await page.goto(`${server.base}/reports/new?duty=${desk_now.id}`)
  await page.waitForSelector('.report-form textarea')
  await shoot(page, 'report')
  // while it is being put right: what a problem's page says of it, and its whole life
  const busy = (await call(page, 'GET', `${findings}?number=ZGJ-2026-0014&limit=1`)).json.rows[0]
  await page.goto(`${server.base}/findings/${busy.id}#criteria`)
  await page.waitForSelector('.traces-panel li')
  await page.evaluate(() => window.scrollTo(0, document.querySelector('#criteria').getBoundingClientRect().top + window.scrollY - 60))
  await page.mouse.wheel(0, 1)
  await shoot(page, 'doing')
  await page.goto(`${server.base}/findings/${busy.id}/timeline`)
  await page.waitForSelector('.told li')
  await shoot(page, 'timeline')
  const reporter = await open_page(server, watch, { size: phone })
  await enter(reporter, 'panzy')
  await reporter.locator('.mine .report').first().tap()
  await reporter.waitForSelector('#progress-done')
  await shoot(reporter, 'phone-progress')

  await page.goto(`${server.base}/intake`)
  await page.setInputFiles('input[type=file]', file('data/sample/feedback.docx'))
  await page.waitForSelector('.tree .row')
  for (let i = 0; i < 2; i++) await page.keyboard.press('ArrowDown')
  await shoot(page, 'intake')
} finally {
  await end()
}
for (const c of watch.complaints) console.log(c)

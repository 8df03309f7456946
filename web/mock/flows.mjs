/* Walks through the screens as a person would, against the mock: node mock/flows.mjs */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

const here = dirname(fileURLToPath(import.meta.url))
const data = mkdtempSync(join(tmpdir(), 'chromium-'))
const serve = async (port, ...more) => {
  const child = spawn(process.execPath, [join(here, 'server.mjs'), String(port), ...more], { stdio: ['ignore', 'pipe', 'inherit'] })
  await new Promise((done) => child.stdout.once('data', done))
  return child
}
const servers = [await serve(8301), await serve(8302, '--fresh'), await serve(8303, '--rows', '6000')]
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  env: { ...process.env, HOME: data, XDG_CONFIG_HOME: data, XDG_CACHE_HOME: data },
})
const errors = []
const open = async (port) => {
  const page = await (await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN' })).newPage()
  page.setDefaultTimeout(6000)
  page.on('console', (m) => m.type() === 'error' && !/status of 4\d\d/.test(m.text()) && errors.push(m.text()))
  page.on('pageerror', (e) => errors.push(String(e)))
  await page.goto(`http://127.0.0.1:${port}/`)
  return page
}
const log_in = async (page, username = 'admin', password = 'rectify-2026') => {
  await page.fill('#username', username)
  await page.fill('#password', password)
  await page.press('#password', 'Enter')
}
const figures = (page) => page.locator('.toolbar .figures').innerText()
const flows = {
  async 'wrong password, then lock-out'() {
    const page = await open(8303)
    for (let i = 0; i < 6; i++) {
      await log_in(page, 'admin', 'x')
      await page.waitForTimeout(80)
    }
    assert.match(await page.locator('.notice').innerText(), /锁定.*15 分钟/)
  },
  async 'one-time code must be replaced'() {
    const page = await open(8301)
    await log_in(page, 'xinren', 'ABCD-EFGH')
    await page.fill('#fresh', '短')
    await page.fill('#again', '短')
    await page.press('#again', 'Enter')
    await page.waitForSelector('.problem')
    await page.fill('#fresh', '一句记得住的长密码')
    await page.fill('#again', '一句记得住的长密')
    await page.press('#again', 'Enter')
    assert.match(await page.locator('.notice').innerText(), /不一样/)
    await page.fill('#fresh', '一句自己记得住的长密码')
    await page.fill('#again', '一句自己记得住的长密码')
    await page.press('#again', 'Enter')
    await page.waitForSelector('.places')
  },
  async 'intake by keyboard and mouse, to the ledger'() {
    const page = await open(8301)
    await log_in(page)
    await page.click('text=导入反馈意见')
    await page.setInputFiles('input[type=file]', join(here, 'letter.txt'))
    await page.waitForSelector('.tree .row')
    const start = await figures(page)
    assert.match(start, /8个方面 30个问题 15个要点 5条要求/)
    assert.match(start, /原文 4079 字，已归入 4079 字/)
    const shown = await page.locator('.letter .paper').evaluate((e) => e.textContent)
    const file = (await import('node:fs')).readFileSync(join(here, 'letter.txt'), 'utf8')
    assert.equal(shown, file)
    // keyboard in the tree: down twice, rename
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('F2')
    await page.keyboard.press('Control+A')
    await page.keyboard.type('学习走形式')
    await page.keyboard.press('Enter')
    assert.match(await page.locator('.tree .row.on').innerText(), /学习走形式/)
    // level key and undo
    await page.keyboard.press('4')
    assert.match(await page.locator('.el-message').first().innerText(), /要点要放在问题下面/)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('4')
    assert.match(await figures(page), /29个问题 16个要点/)
    await page.keyboard.press('Control+z')
    assert.match(await figures(page), /30个问题 15个要点/)
    await page.keyboard.press('Control+y')
    assert.match(await figures(page), /29个问题/)
    await page.keyboard.press('Control+z')
    // promote and demote
    await page.keyboard.press('Shift+Tab')
    assert.match(await figures(page), /9个方面 29个问题/)
    await page.keyboard.press('Tab')
    assert.match(await figures(page), /8个方面 30个问题/)
    // split at the caret in the letter, by keyboard
    await page.keyboard.press('F6')
    const piece = page.locator('.piece.finding').first()
    const box = await piece.boundingBox()
    await page.mouse.click(box.x + 260, box.y + 16)
    await page.waitForSelector('.caret')
    for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    assert.match(await figures(page), /31个问题/)
    assert.match(await figures(page), /已归入 4079 字/)
    await page.keyboard.press('Control+z')
    // merge from the menu
    await page.locator('.tree .row').nth(1).click({ button: 'right' })
    await page.click('.tree-menu >> text=与下一段合并')
    assert.match(await figures(page), /29个问题/)
    await page.keyboard.press('Control+z')
    assert.match(await figures(page), /30个问题/)
    // selection by mouse becomes a point
    const b2 = await page.locator('.piece.finding').nth(1).boundingBox()
    await page.mouse.move(b2.x + 120, b2.y + 16)
    await page.mouse.down()
    await page.mouse.move(b2.x + 400, b2.y + 16, { steps: 4 })
    await page.mouse.up()
    await page.click('.tools .level.point')
    assert.match(await figures(page), /16个要点/)
    assert.equal(await page.locator('.letter .paper').evaluate((e) => e.textContent), file)
    await page.click('text=撤销')
    assert.match(await figures(page), /30个问题 15个要点/)
    // the draft survives a reload
    await page.waitForTimeout(700)
    await page.reload()
    await page.click('text=继续')
    assert.match(await page.locator('.tree').innerText(), /学习走形式/)
    // missing inspection is said at its field
    await page.click('text=预检')
    assert.match(await page.locator('.meta .problem').innerText(), /所属的巡视巡察/)
    await page.click('.field.inspection .el-select')
    await page.click('.el-select-dropdown__item >> text=市委第三轮')
    await page.click('text=预检')
    await page.waitForSelector('.revision')
    assert.match(await page.locator('.revision .tally').innerText(), /相同 58/)
    await page.click('text=接受，进入台账')
    await page.waitForURL(/\/ledger/)
    await page.waitForSelector('.grid .row.finding')
    assert.equal(await page.evaluate(() => Object.keys(localStorage).filter((k) => k.endsWith('.intake')).length), 0)
    assert.match(await page.locator('.count').innerText(), /58/)
  },
  async 'ledger: keys, inline edit, conflict'() {
    const page = await open(8301)
    await log_in(page)
    await page.click('.places >> text=整改台账')
    await page.waitForSelector('.grid .row.finding')
    for (const k of ['j', 'j', 'e']) await page.keyboard.press(k)
    await page.keyboard.press('Control+A')
    await page.keyboard.type('理论学习不深不实')
    await page.keyboard.press('Enter')
    await page.waitForSelector('.grid >> text=理论学习不深不实')
    await page.reload()
    await page.waitForSelector('.grid >> text=理论学习不深不实')
    // somebody else changes the same field meanwhile
    await page.locator('.cell-title', { hasText: '理论学习不深不实' }).dblclick({ position: { x: 400, y: 20 } })
    await page.evaluate(async () => {
      const s = await (await fetch('/api/v1/session')).json()
      const list = await (await fetch('/api/v1/ledgers/ZGJ/findings?limit=5')).json()
      const r = list.rows[1]
      await fetch(`/api/v1/ledgers/ZGJ/findings/${r.id}`, { method: 'PATCH', headers: { 'X-CSRF-Token': s.csrf, 'If-Match': `"${r.version}"` }, body: JSON.stringify({ title: '别人改的标题' }) })
    })
    await page.keyboard.press('Control+A')
    await page.keyboard.type('我改的标题')
    await page.keyboard.press('Enter')
    await page.waitForSelector('.one .choice')
    assert.match(await page.locator('.one .choice').innerText(), /别人改的标题[\s\S]*我改的标题/)
    await page.click('.one .choice label:nth-child(2)')
    await page.click('[role=dialog] >> text=保存')
    await page.waitForSelector('.grid >> text=我改的标题')
    // open, go back, same place
    await page.keyboard.press('Enter')
    await page.waitForSelector('.finding-page')
    await page.waitForSelector('.history > li')
    assert.match(await page.locator('.history').innerText(), /标题[\s\S]*别人改的标题[\s\S]*我改的标题/)
    await page.click('text=下一条')
    await page.click('.way >> text=整改台账')
    await page.waitForSelector('.grid .row.on')
    // filters live in the address
    await page.fill('.search input', '耕地')
    await page.waitForURL(/q=/)
    await page.waitForTimeout(300)
    assert.ok((await page.locator('.grid .row:not(.head)').count()) < 20)
  },
  async 'six thousand rows stay light'() {
    servers[2].kill()
    servers[2] = await serve(8304, '--rows', '6000')
    const page = await open(8304)
    await log_in(page)
    await page.click('.places >> text=整改台账')
    await page.waitForSelector('.grid .row.finding')
    const began = Date.now()
    for (let i = 0; i < 60; i++) {
      await page.locator('.grid').evaluate((e) => (e.scrollTop = e.scrollHeight))
      await page.waitForTimeout(40)
    }
    const n = await page.locator('.grid').evaluate((e) => [e.scrollHeight, e.querySelectorAll('.row').length])
    console.log('   scrolled', n[0], 'px,', n[1], 'rows in the document,', Date.now() - began, 'ms')
    assert.ok(n[1] < 80)
    assert.ok(n[0] > 5000 * 44)
    await page.keyboard.press('End')
    await page.waitForTimeout(200)
    await page.click('text=全部收起')
    await page.waitForTimeout(200)
  },
  async 'first run, from nothing to the letter'() {
    const page = await open(8302)
    await page.waitForURL(/setup/)
    await page.click('button[type=submit]')
    await page.waitForSelector('.problem')
    assert.equal(await page.locator('.problem').count(), 5)
    for (const [id, v] of [['organisation', '云岭市资源规划局'], ['code', 'zgj'], ['name', '梁永和'], ['username', 'liangyh'], ['password', '云岭整改办公室2026年']]) await page.fill('#' + id, v)
    await page.click('button[type=submit]')
    await page.setInputFiles('input[type=file]', { name: '名单.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from('x') })
    await page.click('.accept')
    await page.waitForSelector('.slips article')
    await page.click('text=下一步')
    await page.click('[role=dialog] >> text=是')
    await page.click('text=导入第一份反馈意见')
    await page.waitForURL(/intake/)
    await page.setInputFiles('input[type=file]', join(here, 'letter.txt'))
    await page.fill('.field.code input', 'SW-2026-3')
    await page.fill('.field.name input', '市委第三轮巡察')
    await page.click('text=预检')
    await page.click('text=接受，进入台账')
    await page.waitForURL(/ledger/)
    await page.waitForSelector('.grid .row.finding')
  },
  async 'english has no missing words'() {
    const page = await open(8301)
    await page.click('.language')
    await log_in(page)
    await page.waitForSelector('text=The ledger at a glance')
  },
}
let failed = 0
for (const [name, run] of Object.entries(flows)) {
  if (process.argv[2] && !name.includes(process.argv[2])) continue
  try {
    await run()
    console.log('ok  ', name)
  } catch (e) {
    failed++
    console.log('FAIL', name, '\n    ', String(e.stack).split('\n').slice(0, 6).join('\n     '))
    const pages = browser.contexts().flatMap((c) => c.pages())
    await pages[pages.length - 1]?.screenshot({ path: join(tmpdir(), 'flow-failed.png') })
  }
}
for (const e of new Set(errors)) console.log('console:', e)
await browser.close()
for (const s of servers) s.kill()
rmSync(data, { recursive: true, force: true })
process.exit(failed || errors.length ? 1 : 0)

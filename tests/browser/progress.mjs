/* Reporting on a measure: an owner from his telephone in a few taps, the office that looks at it and sends it back. */
import assert from 'node:assert/strict'
import { call, enter, make_store, open_page, phone, read_page, serve, type_day } from './harness.mjs'

const books = '/api/v1/ledgers/ZGJ'
const photo = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
const words = '已在全部登记窗口公布办理时限，逾期自动提示已上线，群众反映良好。'
const one = async (page, path) => (await call(page, 'GET', `${books}/${path}`)).json
const entries = async (page, measure) => (await one(page, `progress_entries?corrective_action_id=${measure}`)).rows
const submit = (page) => page.click('.el-dialog:visible .act .el-button--primary')
const line = (page, measure) => page.locator('.actions > li', { hasText: measure })
/** A measure the office gives to this page's person, about a problem of his. */
async function give(office, owner, measure) {
  const me = (await call(owner, 'GET', '/api/v1/session')).json.person.id
  const finding = (await one(owner, 'findings?level=finding&limit=1')).rows[0]
  const got = await call(office, 'POST', `${books}/corrective_actions`, { measure, answers: [finding.id], owner_id: me, due_on: '2027-03-31', due_as: 'day' })
  assert.equal(got.status, 201, got.text)
  return { id: got.json.record.id, finding: finding.id }
}
const report = async (page, measure, body) => {
  const got = await call(page, 'POST', `${books}/progress_entries`, { corrective_action_id: measure, done: words, ...body })
  assert.equal(got.status, 201, got.text)
  return got.json.record
}

export const tests = {
  async 'progress: an owner reports with a photo in at most eight taps'(watch) {
    const server = await serve(make_store('sample'))
    const office = await open_page(server, watch)
    await enter(office, 'liangyh')
    const owner = await open_page(server, watch, { size: phone })
    await enter(owner, 'jiangxm')
    const name = '在各登记窗口公布办理时限，逾期自动提示'
    const measure = await give(office, owner, name)
    let sent = 0
    owner.on('request', (r) => r.method() === 'POST' && /progress_entries$/.test(r.url()) && sent++)
    let taps = 0
    const tap = async (what) => {
      taps++
      await what.tap()
    }
    // from here on he is at his first page and logged in
    await owner.goto(server.base)
    const mine = owner.locator('.mine .action', { hasText: name })
    await mine.locator('.report').waitFor()
    await read_page(owner, watch, 'home with a measure')
    const button = await mine.locator('.report').boundingBox()
    assert.ok(button.x >= 0 && button.x + button.width <= phone.width && button.height >= 36, JSON.stringify(button))
    await tap(mine.locator('.report'))
    await owner.waitForFunction(() => document.activeElement?.id === 'progress-done') // no tap to begin writing
    assert.ok([...words].length >= 30)
    await owner.keyboard.insertText(words)
    await tap(owner.locator('[data-share="50"]'))
    const choosing = owner.waitForEvent('filechooser')
    await tap(owner.locator('.progress-form .camera'))
    await (await choosing).setFiles({ name: '窗口照片.png', mimeType: 'image/png', buffer: photo })
    taps += 2 // of the camera itself: take it, use it
    await owner.waitForSelector('.progress-form .taken >> text=窗口照片.png')
    await read_page(owner, watch, 'form', ['窗口照片.png'])
    taps++
    await owner.evaluate(() => {
      const press = document.querySelector('.progress-form .act .el-button--primary')
      press.click()
      press.click() // a double tap
    })
    await mine.locator('.percent >> text=50%').waitFor()
    assert.ok(taps <= 8, `${taps} taps`)
    console.log(`      ${taps} taps`)
    assert.equal(sent, 1, 'a double tap sends once')
    const rows = await entries(office, measure.id)
    assert.deepEqual(rows.map((r) => [r.done, r.percent, r.proofs?.length]), [[words, 50, 1]])
    const proof = await one(office, `attachments/${rows[0].proofs[0]}`)
    assert.deepEqual([proof.record.name, proof.record.corrective_action_id, proof.record.media_type], ['窗口照片.png', measure.id, 'image/png'])
    await read_page(owner, watch, 'home after a report')
    // the next time it is there to compare with
    await tap(mine.locator('.report'))
    await owner.waitForSelector('.progress-form .last >> text=50%')
    await read_page(owner, watch, 'form with the last entry')
    await server.stop()
  },

  async 'progress: the office reads it and returns what is not done; the owner is told why'(watch) {
    const server = await serve(make_store('sample'))
    const owner = await open_page(server, watch, { size: phone })
    await enter(owner, 'jiangxm')
    const office = await open_page(server, watch)
    await enter(office, 'liangyh')
    const name = '每月回访办证群众'
    const measure = await give(office, owner, name)
    const file = await owner.evaluate(
      async ([path, bytes]) => {
        const session = await (await fetch('/api/v1/session')).json()
        const answer = await fetch(path, { method: 'POST', body: new Uint8Array(bytes), headers: { 'X-CSRF-Token': session.csrf, 'X-File-Name': encodeURIComponent('回访.png') } })
        return (await answer.json()).record.id
      },
      [`${books}/attachments?corrective_action_id=${measure.id}`, [...photo]],
    )
    await report(owner, measure.id, { percent: 40, obstacle: '部分群众电话变更。', next_step: '向社区核对。' })
    await report(owner, measure.id, { percent: 100, proofs: [file] })
    await office.goto(`${server.base}/findings/${measure.finding}#actions`)
    await line(office, name).locator('.percent >> text=100%').waitFor()
    await line(office, name).locator('.line').click()
    await office.waitForSelector('.progress-list li >> nth=1')
    const told = await office.locator('.progress-list').innerText()
    assert.match(told, /100%[\s\S]*回访\.png[\s\S]*40%[\s\S]*电话变更[\s\S]*向社区核对/)
    await read_page(office, watch, 'office: a measure', ['ZGJ'])
    await office.click('.progress-list .files .link')
    await office.waitForFunction(() => document.querySelector('.looking img')?.naturalWidth > 0)
    await office.click('.looking .el-dialog__headerbtn')
    // the reason is asked for
    await office.click('.acts [data-event=return]')
    await submit(office)
    await office.waitForSelector('.el-dialog .problem')
    await office.fill('#move-return_reason', '没有回访名单，请补充。')
    await read_page(office, watch, 'office: returning', ['ZGJ'])
    await submit(office)
    await line(office, name).locator('.state >> text=进行中').waitFor()
    await line(office, name).locator('.notice >> text=请补充').waitFor()
    const after = (await one(office, `corrective_actions/${measure.id}`)).record
    assert.deepEqual([after.state, after.return_reason, after.done_on], ['in_progress', '没有回访名单，请补充。', null])
    // the owner: at his first page, in the form, and at the problem
    await owner.goto(server.base)
    const mine = owner.locator('.mine .action', { hasText: name })
    await mine.locator('.returned').waitFor()
    await mine.locator('.report').tap()
    await owner.waitForSelector('.progress-form .notice >> text=请补充')
    await owner.locator('.progress-form .act .el-button').first().tap()
    await owner.waitForSelector('.progress-form', { state: 'hidden' })
    await mine.locator('.item').tap()
    await line(owner, name).locator('.line').tap()
    await line(owner, name).locator('.notice >> text=请补充').waitFor()
    assert.equal(await owner.locator('.acts [data-event=return]').count(), 0)
    await read_page(owner, watch, 'owner: returned', ['ZGJ'])
    // his own entry he takes back; it stays, struck out
    await owner.locator('.progress-list li', { hasText: '40%' }).locator('.head .link').tap()
    await owner.fill('.el-message-box input', '误报')
    await owner.locator('.el-message-box .el-button--primary').tap()
    await owner.waitForSelector('.progress-list li.withdrawn >> text=误报')
    await read_page(owner, watch, 'owner: withdrawn', ['ZGJ'])
    await server.stop()
  },

  async 'progress: what is refused is said at its field, and nothing typed is lost'(watch) {
    const server = await serve(make_store('sample'))
    const office = await open_page(server, watch)
    await enter(office, 'liangyh')
    const owner = await open_page(server, watch, { size: phone, expect: [422] })
    await enter(owner, 'jiangxm')
    const name = '逐宗清理积压登记'
    const measure = await give(office, owner, name)
    await owner.goto(server.base)
    const mine = owner.locator('.mine .action', { hasText: name })
    await mine.locator('.report').tap()
    await owner.fill('#progress-done', words)
    await owner.fill('.shares .other input', '60')
    await owner.locator('.fold').tap()
    await owner.fill('#progress-obstacle', '系统接口未通。')
    await type_day(owner, owner.locator('#progress-occurred_on'), '2099年1月1日')
    await submit(owner)
    await owner.waitForSelector('[data-field=occurred_on] .problem >> text=不能晚于今天')
    const typed = () => owner.evaluate(() => ['#progress-done', '.shares .other input', '#progress-obstacle'].map((x) => document.querySelector(x)?.value))
    assert.deepEqual(await typed(), [words, '60', '系统接口未通。'])
    await read_page(owner, watch, 'refused')
    // closed by mistake: it is all still there, and elsewhere too
    await owner.locator('.progress-dialog .el-dialog__headerbtn').tap()
    await mine.locator('.report >> text=继续填报').waitFor()
    await mine.locator('.item').tap()
    await line(owner, name).locator('.line').tap()
    await owner.locator('.acts .report >> text=继续填报').tap()
    await owner.waitForSelector('.progress-form .kept')
    assert.deepEqual(await typed(), [words, '60', '系统接口未通。'])
    // a share that is none
    await owner.fill('#progress-occurred_on', '')
    await owner.press('#progress-occurred_on', 'Enter')
    await owner.fill('.shares .other input', '140')
    await submit(owner)
    await owner.waitForSelector('[data-field=percent] .problem')
    await owner.fill('.shares .other input', '60')
    await submit(owner)
    await line(owner, name).locator('.percent >> text=60%').first().waitFor()
    const rows = await entries(office, measure.id)
    const today = (await call(owner, 'GET', '/api/v1/session')).json.today
    assert.deepEqual(rows.map((r) => [r.done, r.percent, r.obstacle, r.occurred_on]), [[words, 60, '系统接口未通。', today]])
    // cleared on purpose: asked first, and the file goes as well
    await owner.locator('.acts .report').tap()
    await owner.fill('#progress-done', '另一段')
    await owner.setInputFiles('.progress-form input[type=file] >> nth=0', { name: '错.png', mimeType: 'image/png', buffer: photo })
    await owner.waitForSelector('.progress-form .taken')
    await owner.locator('.progress-form .act .el-button').first().tap()
    await owner.locator('.acts .report >> text=继续填报').tap()
    await owner.locator('.progress-form .kept .link').tap()
    await owner.locator('.el-message-box .el-button--primary').tap()
    await owner.waitForFunction(() => document.querySelector('#progress-done')?.value === '')
    for (let i = 0; i < 40 && (await one(office, `attachments?corrective_action_id=${measure.id}`)).rows.length; i++) await owner.waitForTimeout(50)
    assert.equal((await one(office, `attachments?corrective_action_id=${measure.id}`)).rows.length, 0)
    await server.stop()
  },

  async 'progress: who may not report is offered nothing'(watch) {
    const server = await serve(make_store('sample'))
    const office = await open_page(server, watch)
    await enter(office, 'liangyh')
    const measure = (await one(office, 'corrective_actions?state=in_progress&limit=1')).rows[0]
    for (const name of ['chuwb', 'shaogl']) {
      const page = await open_page(server, watch)
      await enter(page, name)
      await page.goto(`${server.base}/findings/${measure.answers[0]}#actions`)
      await page.locator('.actions > li', { hasText: measure.measure }).locator('.line').click()
      await page.waitForSelector('.progress-list li')
      assert.equal(await page.locator('.report').count(), 0, name)
      assert.equal(await page.locator('.progress-list .head .link').count(), 0, name)
      await page.goto(server.base)
      await page.waitForSelector('.figure')
      assert.equal(await page.locator('.report').count(), 0, name)
    }
    await server.stop()
  },
}

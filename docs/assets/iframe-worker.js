// Search when the site is read from a folder: there browsers start no Worker (its file has no origin), so
// the search runs in a hidden frame that speaks to the page as a Worker would. The generator's own
// shim of that name is fetched from elsewhere; named the same, this one stands in its place.
if (location.protocol === "file:") {
  window.Worker = class extends EventTarget {
    constructor(url) {
      super()
      const frame = document.createElement("iframe")
      frame.hidden = true
      document.body.append(frame)
      this.frame = frame
      const inside = frame.contentWindow
      const say = data => {
        const event = new MessageEvent("message", { data })
        this.dispatchEvent(event)
        if (this.onmessage) this.onmessage(event)
      }
      inside.document.open()
      inside.document.write("<!doctype html><body></body>")
      inside.document.close()
      inside.postMessage = say
      this.ready = new Promise((done, failed) => {
        inside.importScripts = (...urls) => urls.forEach(one => {
          const script = inside.document.createElement("script")
          script.src = one
          script.async = false
          inside.document.body.append(script)
        })
        const script = inside.document.createElement("script")
        script.src = url
        script.onload = done
        script.onerror = failed
        inside.document.body.append(script)
      })
      this.ready.catch(error => this.dispatchEvent(new ErrorEvent("error", { error })))
    }
    postMessage(data) {
      this.ready.then(() => this.frame.contentWindow.dispatchEvent(new MessageEvent("message", { data })))
    }
    terminate() {
      this.frame.remove()
    }
  }
}

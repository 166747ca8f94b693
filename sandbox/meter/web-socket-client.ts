import { WebSocket } from 'ws';
import { versionIn } from './clients.ts';
import type { WebSocketLine } from './lines.ts';

export type WebSocketEvent = Omit<WebSocketLine, 'kind' | 'at' | 'client'>;

export interface WebSocketCounts {
  opened: number;
  refused: number;
  reconnections: number;
  closedByServer: Record<string, number>;
  messagesSent: number;
  echoed: number;
  echoesLost: number;
}

const openWithinMs = 10_000;
/** Between these two, at random, so that the clients of one task don't all come back together. */
const comeBackMs = { min: 100, max: 1000 };

/** Keeps one WebSocket open, counts what happens on it, and comes back when the server ends it. */
export class WebSocketClient {
  readonly #url: string;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #counts: WebSocketCounts;
  readonly #report: (event: WebSocketEvent) => void;
  readonly #awaitedEchoes = new Set<string>();
  #socket: WebSocket;
  #comeBack: NodeJS.Timeout | undefined;
  #version: string | null = null;
  #isGreeted = false;
  #hasBeenOpen = false;
  #isStopped = false;
  #messages = 0;

  constructor(
    url: string,
    headers: Readonly<Record<string, string>>,
    counts: WebSocketCounts,
    report: (event: WebSocketEvent) => void,
  ) {
    this.#url = url;
    this.#headers = headers;
    this.#counts = counts;
    this.#report = report;
    this.#socket = this.#connect();
  }

  isOpen(): boolean {
    return this.#socket.readyState === WebSocket.OPEN;
  }

  awaitsEchoes(): boolean {
    return this.#awaitedEchoes.size > 0;
  }

  /** Sends one message, to be echoed; nothing while the connection is not open or not greeted yet. */
  talk(): void {
    if (!this.isOpen() || !this.#isGreeted) return;
    const text = `message ${this.#messages++}`;
    this.#awaitedEchoes.add(text);
    this.#counts.messagesSent += 1;
    this.#socket.send(text);
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#comeBack);
    this.#loseEchoes();
    this.#socket.terminate();
  }

  #connect(): WebSocket {
    this.#version = null;
    this.#isGreeted = false;
    let wasOpen = false;
    const socket = new WebSocket(this.#url, {
      headers: { ...this.#headers },
      handshakeTimeout: openWithinMs,
    });
    socket.on('open', () => {
      wasOpen = true;
      this.#counts.opened += 1;
      if (this.#hasBeenOpen) this.#counts.reconnections += 1;
      this.#hasBeenOpen = true;
    });
    socket.on('message', (data: Buffer) => {
      this.#hear(data.toString());
    });
    // 'close' follows every error and says all that is counted.
    socket.on('error', () => undefined);
    socket.on('close', (code) => {
      this.#ended(wasOpen, code);
    });
    return socket;
  }

  /** The first message of a connection is the server's greeting, every other one an echo. */
  #hear(text: string): void {
    if (this.#isGreeted) {
      if (this.#awaitedEchoes.delete(text)) this.#counts.echoed += 1;
      return;
    }
    this.#isGreeted = true;
    this.#version = versionIn(text);
    this.#report({ event: 'opened', version: this.#version, code: null });
  }

  #ended(wasOpen: boolean, code: number): void {
    if (this.#isStopped) return;
    const { closedByServer } = this.#counts;
    if (wasOpen) closedByServer[code] = (closedByServer[code] ?? 0) + 1;
    else this.#counts.refused += 1;
    this.#report({ event: wasOpen ? 'closed by server' : 'refused', version: this.#version, code });
    this.#loseEchoes();
    const delay = comeBackMs.min + Math.random() * (comeBackMs.max - comeBackMs.min);
    this.#comeBack = setTimeout(() => {
      this.#socket = this.#connect();
    }, delay);
  }

  #loseEchoes(): void {
    this.#counts.echoesLost += this.#awaitedEchoes.size;
    for (let lost = this.#awaitedEchoes.size; lost > 0; lost -= 1) {
      this.#report({ event: 'echo lost', version: this.#version, code: null });
    }
    this.#awaitedEchoes.clear();
  }
}

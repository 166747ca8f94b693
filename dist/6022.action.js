export const id = 6022;
export const ids = [6022];
export const modules = {

/***/ 6022:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   registryPort: () => (/* binding */ registryPort)
/* harmony export */ });
/* harmony import */ var _core_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1822);


/** The first call for each region loads or makes a client. */
const registryPort = (clients) => ({
    async digestOf(image) {
        try {
            return await askFor(clients, image);
        }
        catch (error) {
            if (!(error instanceof _core_js__WEBPACK_IMPORTED_MODULE_0__.errors_js_PortError))
                throw error;
            const { action, code, message } = error.trouble;
            if (/^(Image|Repository)NotFoundException$/.test(code))
                return { kind: 'missing' };
            return { kind: 'unknown', because: `${action}: ${code}: ${message}` };
        }
    },
});
async function askFor(clients, image) {
    const { account, region, repository, reference } = image;
    const arn = `arn:aws:ecr:${region}:${account}:repository/${repository}`;
    const digest = await (0,_core_js__WEBPACK_IMPORTED_MODULE_0__.adapters_aws_calls_js_reading)('ecr:DescribeImages', arn, async () => {
        const { sdk, reader } = await clients.ecr(region);
        const id = reference.startsWith('sha256:') ? { imageDigest: reference } : { imageTag: reference };
        const input = { registryId: account, repositoryName: repository, imageIds: [id] };
        const { imageDetails } = await reader.send(new sdk.DescribeImagesCommand(input));
        return imageDetails?.[0]?.imageDigest;
    });
    return digest === undefined ? { kind: 'missing' } : { kind: 'digest', digest };
}


/***/ })

};
